/* The server writes its own rows in English; the console says them in the reader's language. */

import { locale } from "../language/index.ts";
import type { WallTime } from "./period.ts";
import { pointTime } from "./series.ts";
import { words } from "./words.ts";

const BUILT_IN = new Map<string, Parameters<typeof words>[0]>([
  ["Sessions", "rowSessions"],
  ["Messages", "rowMessages"],
  ["Median time to first response", "rowFirstResponse"],
  ["Median duration", "rowDuration"],
  ["Unresolved", "rowUnresolved"],
  ["Unresolved sessions", "rowUnresolvedSessions"],
  ["Activity", "rowActivity"],
  ["Name", "rowName"],
  ["Customer id", "rowCustomerId"],
  ["First seen", "rowFirstSeen"],
  ["Last seen", "rowLastSeen"],
  ["Email", "rowEmail"],
  ["E-mail", "rowEmail"],
  ["Phone", "rowPhone"],
]);

export function rowLabel(label: string): string {
  const known = BUILT_IN.get(label);
  return known === undefined ? label : words(known);
}

/** DD/MM/YYYY-HH:MM:SS as the reader writes it; any other text as it is. */
export function timeWords(text: string): string {
  const time = pointTime(text);
  return time === null ? text : wallWords(time, { dateStyle: "medium", timeStyle: "short" });
}

/** A wall-clock time of the server's zone, without turning it into another zone. */
export function wallWords(time: WallTime, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(time);
}
