/** The line to the server, as it is shown. */
export type LineState = "connecting" | "online" | "offline" | "refused";

import { create } from "zustand";

export interface Line {
  state: LineState;
  /** When it is tried again, if it is known. */
  retryAt: number | null;
  /** Whether there was a line at all since the page was opened. */
  hasBeenOnline: boolean;
}

export const useLine = create<Line>(() => ({
  state: "connecting",
  retryAt: null,
  hasBeenOnline: false,
}));

/** Does not wait for the next try. */
export function tryLineNow(): void {}
