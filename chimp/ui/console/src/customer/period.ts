/* Periods of the statistics. Times are wall-clock times of the server's time zone throughout: what
   a person types into "from" is that, and so is what the server reads, so nothing is converted. */

import type { Period } from "../api/shapes.ts";

/** `own`: two values of `<input type="datetime-local">`. */
export type Range =
  | { kind: "day" }
  | { kind: "week" }
  | { kind: "month" }
  | { kind: "own"; from: string; to: string };

/** Wall-clock time as if it were UTC, in ms: good for arithmetic, never for display by zone. */
export type WallTime = number;

export interface Bounds {
  from: WallTime;
  to: WallTime;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const WHOLE_DAYS = { week: 7, month: 30 } as const;

/** What the clock on the wall of `zone` shows at `now`. */
export function wallTime(now: number, zone: string): WallTime {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(now);
  const of = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** From where to where the range reaches; null if its own times can not be read. */
export function boundsOf(range: Range, now: number, zone: string): Bounds | null {
  const to = wallTime(now, zone);
  switch (range.kind) {
    case "day":
      return { from: to - DAY, to };
    case "week":
    case "month": // whole days, today among them: no bar stands for a part of a day
      return { from: startOfDay(to) - (WHOLE_DAYS[range.kind] - 1) * DAY, to };
    case "own": {
      const own = { from: inputTime(range.from), to: inputTime(range.to) };
      return own.from === null || own.to === null ? null : { from: own.from, to: own.to };
    }
  }
}

/** What is wrong with a range of one's own: which end, and how; null if nothing is. */
export function ownRangeProblem(
  from: string,
  to: string,
): { field: "from" | "to"; problem: "missing" | "backwards" } | null {
  const start = inputTime(from);
  const end = inputTime(to);
  if (start === null) return { field: "from", problem: "missing" };
  if (end === null) return { field: "to", problem: "missing" };
  return start > end ? { field: "to", problem: "backwards" } : null;
}

/** The range as the server reads it. The last 24 hours are its default, up to the second. */
export function periodOf(range: Range, now: number, zone: string): Period {
  const bounds = boundsOf(range, now, zone);
  if (range.kind === "day" || bounds === null) return {};
  const start = { start_date_time: written(bounds.from) };
  return range.kind === "own" ? { ...start, end_date_time: written(bounds.to) } : start;
}

/** YYYYMMDD-HH:MM:SS. */
export function written(time: WallTime): string {
  const [date = "", clock = ""] = new Date(time).toISOString().split("T");
  return `${date.replaceAll("-", "")}-${clock.slice(0, 8)}`;
}

/** The value of `<input type="datetime-local">`, to the minute. */
export function inputValue(time: WallTime): string {
  return new Date(time).toISOString().slice(0, 16);
}

const INPUT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

function inputTime(value: string): WallTime | null {
  if (!INPUT.test(value)) return null;
  const time = Date.parse(`${value}Z`);
  return Number.isNaN(time) ? null : time;
}

export function startOfDay(time: WallTime): WallTime {
  return time - (((time % DAY) + DAY) % DAY);
}
