/** The line to the server, as it is shown. */
import type { LineState } from "@chimp/client";
import { create } from "zustand";

export interface Line {
  state: LineState;
  /** When it is tried again, if it is known. */
  retryAt: number | null;
  /** Whether there was a line at all since the page was opened. */
  hasBeenOnline: boolean;
  /** The longest message that the server takes, in characters. */
  maxMessageLength: number;
}

export const useLine = create<Line>(() => ({
  state: "connecting",
  retryAt: null,
  hasBeenOnline: false,
  maxMessageLength: 20_000,
}));

let wake: (() => void) | null = null;

export function lineThrough(through: (() => void) | null): void {
  wake = through;
}

/** Does not wait for the next try. */
export function tryLineNow(): void {
  wake?.();
}
