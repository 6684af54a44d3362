import type { Desk } from "./desk.ts";

/** How many sessions need this attendant now. */
export function attention(_desk: Desk): number {
  return 0;
}
