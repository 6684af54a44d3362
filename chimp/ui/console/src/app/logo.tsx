/** The mark: a speech bubble with a listening face. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M16 3C8.3 3 3 8 3 14.6c0 3.6 1.6 6.7 4.3 8.8V28a1 1 0 0 0 1.6.8l4-2.9c1 .2 2 .3 3.1.3 7.7 0 13-5 13-11.6S23.7 3 16 3Z"
        fill="var(--accent)"
      />
      <circle cx="11.5" cy="13.5" r="2" fill="#fff" />
      <circle cx="20.5" cy="13.5" r="2" fill="#fff" />
      <path
        d="M11 18.3c1.3 1.5 3 2.200 5 2.200s3.7-.7 5-2.200"
        fill="none"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
