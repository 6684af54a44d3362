/** Times as people say them, by `Intl`. All of them take milliseconds since the epoch. */
import { locale } from "./language.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Options = Intl.DateTimeFormatOptions;

/** By language: to make one takes longer than to draw what it says. */
const made = new Map<string, unknown>();

function once<Format>(name: string, make: (language: string) => Format): Format {
  const language = locale();
  const key = `${language} ${name}`;
  const known = made.get(key) as Format | undefined;
  const format = known ?? make(language);
  if (known === undefined) {
    made.set(key, format);
  }
  return format;
}

function date(name: string, at: number, options: Options): string {
  return once(name, (language) => new Intl.DateTimeFormat(language, options)).format(at);
}

/** "14:05", or "2:05 PM" where people say so. */
export function clock(at: number): string {
  return date("clock", at, { hour: "numeric", minute: "2-digit" });
}

/** "Tuesday, 3 March 2026, 14:05:09": what is shown on hover. */
export function exact(at: number): string {
  return date("exact", at, { dateStyle: "full", timeStyle: "medium" });
}

/** "Today", "Yesterday", "Tuesday, 3 March", with the year if it is another one. */
export function dayName(at: number, now: number): string {
  const days = Math.round((midnight(at) - midnight(now)) / DAY);
  if (days === 0 || days === -1) {
    const said = once("days", (language) => {
      return new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    }).format(days, "day");
    return said.charAt(0).toLocaleUpperCase() + said.slice(1);
  }
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const said = isThisYear
    ? date("day", at, { weekday: "long", day: "numeric", month: "long" })
    : date("dayOfYear", at, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return said.charAt(0).toLocaleUpperCase() + said.slice(1);
}

/** In a list: "now", "5 min", "3 h", then "3 Mar", then "3 Mar 2025". */
export function ago(at: number, now: number): string {
  const passed = now - at;
  if (passed < DAY) {
    return duration(Math.max(0, passed));
  }
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return isThisYear
    ? date("short", at, { day: "numeric", month: "short" })
    : date("shortOfYear", at, { day: "numeric", month: "short", year: "numeric" });
}

/** How long something takes or has taken: "40 s", "5 min", "3 h", "2 d". */
export function duration(milliseconds: number): string {
  const [amount, unit] =
    milliseconds < MINUTE
      ? [milliseconds / SECOND, "second"]
      : milliseconds < HOUR
        ? [milliseconds / MINUTE, "minute"]
        : milliseconds < DAY
          ? [milliseconds / HOUR, "hour"]
          : [milliseconds / DAY, "day"];
  const said = once(String(unit), (language) => {
    const style = { style: "unit", unit: String(unit), unitDisplay: "short" } as const;
    return new Intl.NumberFormat(language, style);
  });
  return said.format(Math.floor(Number(amount)));
}

/** The beginning of a day, where the reader is, or of one so many days later. */
export function midnight(at: number, later = 0): number {
  return new Date(at).setHours(24 * later, 0, 0, 0);
}

export function isSameDay(one: number, other: number): boolean {
  return midnight(one) === midnight(other);
}
