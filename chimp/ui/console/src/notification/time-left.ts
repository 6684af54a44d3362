/** How long an offer still stands. The server's clock may differ from this one's. */
import type { DeskSession } from "../desk/desk.ts";

/** What the server waits where it does not say so (`attendants.assign_timeout`). */
const USUAL = 10_000;

export interface TimeLeft {
  seconds: number;
  /** From 1 (it was just made) to 0. */
  part: number;
}

/** `skew`: how much the server's clock is ahead of this one, in milliseconds. */
export function timeLeft(session: DeskSession, now: number, skew: number): TimeLeft {
  const began = session.offeredAt ?? now;
  const ends = session.offerExpiresAt ? session.offerExpiresAt - skew : began + USUAL;
  const whole = Math.max(1000, ends - began);
  const left = Math.min(whole, Math.max(0, ends - now));
  return { seconds: Math.ceil(left / 1000), part: left / whole };
}
