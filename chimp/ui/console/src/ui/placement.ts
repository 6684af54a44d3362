/** Where something small stands beside what it is about: within the window, in pixels. */
export type Side = "top" | "right" | "bottom" | "left";

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const GAP = 6;
const EDGE = 8;
const OPPOSITE = { top: "bottom", right: "left", bottom: "top", left: "right" } as const;

type Size = Pick<Box, "width" | "height">;

/** On the side that is wished, or on the opposite one if there alone is room. */
export function place(
  anchor: Box,
  bubble: Size,
  side: Side,
  within: Size,
): [left: number, top: number] {
  const wished = beside(anchor, bubble, side);
  const other = beside(anchor, bubble, OPPOSITE[side]);
  const isUpright = side === "top" || side === "bottom";
  const fits = ([left, top]: [number, number]) =>
    isUpright
      ? top >= 0 && top + bubble.height <= within.height
      : left >= 0 && left + bubble.width <= within.width;
  const [left, top] = !fits(wished) && fits(other) ? other : wished;
  return isUpright
    ? [clamped(left, within.width - bubble.width), top]
    : [left, clamped(top, within.height - bubble.height)];
}

function beside(anchor: Box, bubble: Size, side: Side): [left: number, top: number] {
  const middle = anchor.left + (anchor.width - bubble.width) / 2;
  const level = anchor.top + (anchor.height - bubble.height) / 2;
  switch (side) {
    case "top":
      return [middle, anchor.top - bubble.height - GAP];
    case "bottom":
      return [middle, anchor.top + anchor.height + GAP];
    case "left":
      return [anchor.left - bubble.width - GAP, level];
    case "right":
      return [anchor.left + anchor.width + GAP, level];
  }
}

function clamped(at: number, most: number): number {
  return Math.max(EDGE, Math.min(at, most - EDGE));
}
