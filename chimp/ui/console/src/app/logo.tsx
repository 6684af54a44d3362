/** The mark, as in `/icons/icon.svg`: a speech bubble with a listening face. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <circle cx="9" cy="30" r="8" fill="var(--accent-7)" />
      <circle cx="55" cy="30" r="8" fill="var(--accent-7)" />
      <path
        d="M32 6c14 0 23 9.5 23 22.5S46 51 32 51c-1.8 0-3.5-.2-5.1-.5L16.5 58.6c-1 .8-2.5 0-2.4-1.3l.7-10.8C10.9 42.5 9 36 9 28.5 9 15.5 18 6 32 6z"
        fill="var(--accent-9)"
      />
      <circle cx="23.5" cy="27" r="4" fill="#fff" />
      <circle cx="40.5" cy="27" r="4" fill="#fff" />
      <path
        d="M23 37.5c2.3 2.7 5.3 4 9 4s6.7-1.3 9-4"
        fill="none"
        stroke="#fff"
        strokeWidth="3.5"
        strokeLinecap="round"
      />
    </svg>
  );
}
