/* Small drawings, all on a field of 24. They say nothing to a screen reader: their button does. */

const PATHS = {
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M4.5 12h14M12.5 5.5 19 12l-6.5 6.5",
  smile:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.2c.8 1.2 2 1.9 3.5 1.9s2.7-.7 3.5-1.9M9 9.7h.01M15 9.7h.01",
  down: "M12 5v14M6 13l6 6 6-6",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5V12l3 2",
  tick: "M5 12.5 10 17.5 19.5 7",
  ticks: "M1.5 12.5l5 5L15.5 7M11.5 16l1.5 1.5L22.5 7",
  alert: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5v5M12 16h.01",
  star: "M12 3.3l2.7 5.5 6 .9-4.4 4.2 1.1 6L12 17l-5.4 2.9 1.1-6L3.3 9.7l6-.9L12 3.3Z",
  bell: "M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 1.5h-15L6 16.5ZM10 20.5h4",
  mute: "M6 16.5V11a6 6 0 0 1 .9-3.2M9.5 5.5A6 6 0 0 1 18 11v3.5M17 18H4.5L6 16.5M10 20.5h4M4 4l16 16",
  leave: "M14 4.5H6v15h8M11 12h9M16.5 8.5 20 12l-3.5 3.5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.5 3.7-5.5 7.5-5.5s6.9 2 7.5 5.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
