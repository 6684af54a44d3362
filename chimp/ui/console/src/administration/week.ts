/* Opening hours: what the editor does to a week, and whether a desk with such hours is open. */

import type { Hours, Span, Week, Weekday } from "../api/shapes.ts";
import { DAY, startOfDay, type WallTime, wallTime } from "../customer/period.ts";

export const WEEKDAYS: readonly Weekday[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];

const WORKING_DAYS = WEEKDAYS.slice(0, 5);
const MINUTE = 60_000;
const LAST_MINUTE = 24 * 60;
const MOST_SPANS = 10;

export interface SpanProblem {
  /** As the server names it: `week.monday.0.to`. */
  field: string;
  problem: "unreadable" | "backwards" | "overlap";
}

/** Minutes since midnight; null if it is no time of the day. `24:00` is the end of the day. */
export function minutes(text: string): number | null {
  const found = /^(\d{2}):(\d{2})$/.exec(text);
  if (found === null) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  if (hour === 24 && minute === 0) return LAST_MINUTE;
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

export function clock(minute: number): string {
  return [Math.floor(minute / 60), minute % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** Every span that can not be: unreadable, ending before it starts, or within another one. */
export function weekProblems(week: Week): SpanProblem[] {
  return WEEKDAYS.flatMap((day) => dayProblems(day, week[day]));
}

function dayProblems(day: Weekday, spans: readonly Span[]): SpanProblem[] {
  return spans.flatMap((span, index): SpanProblem[] => {
    const at = (end: "from" | "to") => `week.${day}.${index}.${end}`;
    const [from, to] = [minutes(span.from), minutes(span.to)];
    if (from === null) return [{ field: at("from"), problem: "unreadable" }];
    if (to === null) return [{ field: at("to"), problem: "unreadable" }];
    if (from >= to) return [{ field: at("to"), problem: "backwards" }];
    const isWithin = spans.slice(0, index).some((other) => {
      const [start, end] = [minutes(other.from), minutes(other.to)];
      return start !== null && end !== null && from < end && start < to;
    });
    return isWithin ? [{ field: at("from"), problem: "overlap" }] : [];
  });
}

/** One span more, where there is room after the last one: null if there is none. */
export function withSpan(week: Week, day: Weekday): Week | null {
  const spans = week[day];
  const last = spans.reduce((end, span) => Math.max(end, minutes(span.to) ?? 0), 0);
  if (spans.length === 0) return { ...week, [day]: [{ from: "09:00", to: "18:00" }] };
  const from = last + 60;
  if (from >= LAST_MINUTE || spans.length >= MOST_SPANS) return null;
  const to = Math.min(from + 4 * 60, LAST_MINUTE - 1);
  return from < to ? { ...week, [day]: [...spans, { from: clock(from), to: clock(to) }] } : null;
}

export function withoutSpan(week: Week, day: Weekday, index: number): Week {
  return { ...week, [day]: week[day].filter((_, place) => place !== index) };
}

export function withTime(
  week: Week,
  day: Weekday,
  index: number,
  end: "from" | "to",
  time: string,
): Week {
  const spans = week[day].map((span, place) => (place === index ? { ...span, [end]: time } : span));
  return { ...week, [day]: spans };
}

/** The hours of one day for all working days; for those of a weekend, for both its days. */
export function withDayCopied(week: Week, day: Weekday): Week {
  const days = WORKING_DAYS.includes(day) ? WORKING_DAYS : WEEKDAYS.slice(5);
  const copies = days.map((each) => [each, week[day].map((span) => ({ ...span }))]);
  return { ...week, ...Object.fromEntries(copies) };
}

/** Spans in order, as they are saved; days off in order, each once. */
export function inOrder(hours: Hours): Hours {
  const sorted = WEEKDAYS.map((day) => [
    day,
    [...hours.week[day]].sort((one, other) => one.from.localeCompare(other.from)),
  ]);
  return {
    ...hours,
    week: Object.fromEntries(sorted) as Week,
    closedOn: [...new Set(hours.closedOn)].sort(),
  };
}

export interface Openness {
  isOpen: boolean;
  /** Wall-clock time of the desk's zone; null: never, as far as one can see. */
  changesAt: WallTime | null;
}

/** Whether a desk with these hours is open, and until when that stays so. */
export function openness(hours: Hours, now: number): Openness {
  if (!hours.isOn) return { isOpen: true, changesAt: null };
  const here = wallTime(now, hours.timeZone);
  const spans = spansFrom(hours, startOfDay(here));
  const current = spans.find(({ from, to }) => from <= here && here < to);
  if (current !== undefined) return { isOpen: true, changesAt: current.to };
  const next = spans.find(({ from }) => from > here);
  return { isOpen: false, changesAt: next?.from ?? null };
}

const DAYS_AHEAD = 60;

/** Spans of the coming days; those that meet are one, also over midnight. */
function spansFrom(hours: Hours, today: WallTime): { from: WallTime; to: WallTime }[] {
  const found: { from: WallTime; to: WallTime }[] = [];
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = today + ahead * DAY;
    if (hours.closedOn.includes(new Date(day).toISOString().slice(0, 10))) continue;
    const weekday = WEEKDAYS[(new Date(day).getUTCDay() + 6) % 7];
    const spans = weekday === undefined ? [] : hours.week[weekday];
    const read = spans
      .map((span) => ({ from: minutes(span.from), to: minutes(span.to) }))
      .filter(
        (span): span is { from: number; to: number } => span.from !== null && span.to !== null,
      )
      .sort((one, other) => one.from - other.from);
    for (const span of read) {
      const [from, to] = [day + span.from * MINUTE, day + span.to * MINUTE];
      const last = found.at(-1);
      if (last !== undefined && last.to >= from) last.to = Math.max(last.to, to);
      else found.push({ from, to });
    }
  }
  return found;
}
