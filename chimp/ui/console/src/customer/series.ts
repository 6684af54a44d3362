/* From the points of a series to the bars of a chart. Pure: no element, no colour, no language. */

import type { Point } from "../api/shapes.ts";
import { type Bounds, DAY, HOUR, type WallTime } from "./period.ts";

/** What one bar stands for: `value` from `from` up to, not including, `to` (equal: one moment). */
export interface Bucket {
  from: WallTime;
  to: WallTime;
  value: number;
}

export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Geometry {
  bars: Bar[];
  /** Where zero is. */
  baseline: number;
}

const POINT = /^(\d{2})\/(\d{2})\/(\d{4})-(\d{2}):(\d{2}):(\d{2})$/;
/** More bars than this are thinner than the gap between them. */
const MOST_BARS = 62;
const SHORT = 2 * DAY;

/** DD/MM/YYYY-HH:MM:SS; null for anything else. */
export function pointTime(x: string): WallTime | null {
  const found = POINT.exec(x);
  if (found === null) return null;
  const [, day, month, year, hour, minute, second] = found.map(Number) as number[];
  if (day === undefined || month === undefined || year === undefined) return null;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  return new Date(time).getUTCDate() === day ? time : null; // 31/02 is no day
}

/**
 * The buckets of a series, in order. Counts by the hour or by the day get their quiet hours and days
 * back, which the server leaves out, over all of `bounds`; any other series stays as it is.
 */
export function bucketsOf(points: readonly Point[], bounds: Bounds | null): Bucket[] {
  const read = points
    .map(({ x, y }) => ({ time: pointTime(x), value: y }))
    .filter((point): point is { time: WallTime; value: number } => point.time !== null)
    .sort((one, other) => one.time - other.time);
  const step = bounds === null ? null : stepOf(read, bounds);
  if (bounds === null || step === null) {
    return read.map(({ time, value }) => ({ from: time, to: time, value }));
  }
  const values = new Map(read.map(({ time, value }) => [time, value]));
  const first = Math.floor(Math.min(bounds.from, read[0]?.time ?? bounds.from) / step) * step;
  const buckets: Bucket[] = [];
  for (let from = first; from <= bounds.to; from += step) {
    buckets.push({ from, to: from + step, value: values.get(from) ?? 0 });
  }
  return merged(buckets);
}

/** An hour or a day if the points are whole counts at such times within the bounds; else null. */
function stepOf(
  points: readonly { time: WallTime; value: number }[],
  { from, to }: Bounds,
): number | null {
  const step = to - from <= SHORT ? HOUR : DAY;
  const first = Math.floor(from / step) * step;
  const areCounts = points.every(
    ({ time, value }) =>
      time % step === 0 && time >= first && time <= to && Number.isInteger(value) && value >= 0,
  );
  return areCounts ? step : null;
}

function merged(buckets: Bucket[]): Bucket[] {
  const each = Math.ceil(buckets.length / MOST_BARS);
  if (each <= 1) return buckets;
  const wide: Bucket[] = [];
  for (let start = 0; start < buckets.length; start += each) {
    const part = buckets.slice(start, start + each);
    const [first] = part;
    const last = part.at(-1);
    if (first === undefined || last === undefined) break;
    const value = part.reduce((sum, bucket) => sum + bucket.value, 0);
    wide.push({ from: first.from, to: last.to, value });
  }
  return wide;
}

/** Zero-based bars of equal width in a box; a value that is not zero is at least one unit high. */
export function geometry(values: readonly number[], width: number, height: number): Geometry {
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const reach = top - bottom;
  const scale = reach === 0 ? 0 : height / reach;
  const baseline = reach === 0 ? height : top * scale;
  const slot = values.length === 0 ? width : width / values.length;
  const gap = Math.min(2, slot / 4);
  const bars = values.map((value, index) => {
    const tall = value === 0 ? 0 : Math.max(1, Math.abs(value) * scale);
    return {
      x: index * slot + gap / 2,
      y: value >= 0 ? baseline - tall : baseline,
      width: slot - gap,
      height: tall,
    };
  });
  return { bars, baseline };
}

export function total(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { value }) => sum + value, 0);
}

/** The highest bucket; null where all are zero or there are none. */
export function peak(buckets: readonly Bucket[]): Bucket | null {
  const most = buckets.reduce<Bucket | null>(
    (best, bucket) => (best === null || bucket.value > best.value ? bucket : best),
    null,
  );
  return most === null || most.value === 0 ? null : most;
}
