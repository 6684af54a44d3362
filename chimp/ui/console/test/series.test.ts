import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "../src/customer/period.ts";
import { bucketsOf, geometry, peak, pointTime, total } from "../src/customer/series.ts";

const START = Date.UTC(2026, 0, 10);

describe("the time of a point", () => {
  test("is day first", () => {
    expect(pointTime("02/01/2026-13:00:00")).toBe(Date.UTC(2026, 0, 2, 13));
  });

  test.each(["2026-01-02T13:00:00", "31/02/2026-00:00:00", "02/01/2026", ""])(
    "%j is none",
    (text) => {
      expect(pointTime(text)).toBeNull();
    },
  );
});

describe("the buckets of a series", () => {
  test("have their quiet hours back", () => {
    const points = [
      { x: "10/01/2026-03:00:00", y: 4 },
      { x: "10/01/2026-01:00:00", y: 2 },
    ];
    const buckets = bucketsOf(points, { from: START + HOUR / 2, to: START + 4 * HOUR });
    expect(buckets.map(({ value }) => value)).toEqual([0, 2, 0, 4, 0]);
    expect(buckets[1]).toEqual({ from: START + HOUR, to: START + 2 * HOUR, value: 2 });
    expect(total(buckets)).toBe(6);
    expect(peak(buckets)?.from).toBe(START + 3 * HOUR);
  });

  test("have their quiet days back over longer periods", () => {
    const buckets = bucketsOf([{ x: "12/01/2026-00:00:00", y: 1 }], {
      from: START,
      to: START + 6 * DAY + HOUR,
    });
    expect(buckets.map(({ value }) => value)).toEqual([0, 0, 1, 0, 0, 0, 0]);
  });

  test("are joined where there would be too many, and lose nothing", () => {
    const points = [
      { x: "10/01/2026-00:00:00", y: 5 },
      { x: "11/01/2026-00:00:00", y: 7 },
    ];
    const buckets = bucketsOf(points, { from: START, to: START + 365 * DAY });
    expect(buckets.length).toBeLessThanOrEqual(62);
    expect(buckets[0]?.value).toBe(12);
    expect(total(buckets)).toBe(12);
  });

  test("of measures stay as they are", () => {
    const points = [
      { x: "10/01/2026-01:00:00", y: 36.6 },
      { x: "10/01/2026-03:00:00", y: -2 },
    ];
    const buckets = bucketsOf(points, { from: START, to: START + DAY });
    expect(buckets).toEqual([
      { from: START + HOUR, to: START + HOUR, value: 36.6 },
      { from: START + 3 * HOUR, to: START + 3 * HOUR, value: -2 },
    ]);
  });

  test("leave out what is no time, and need no bounds", () => {
    const points = [
      { x: "soon", y: 1 },
      { x: "10/01/2026-01:00:00", y: 2 },
    ];
    expect(bucketsOf(points, null)).toHaveLength(1);
  });
});

describe("the bars of a chart", () => {
  test("stand on zero, and the highest fills the box", () => {
    const { bars, baseline } = geometry([1, 4, 0, 2], 80, 40);
    expect(baseline).toBe(40);
    expect(bars.map(({ height }) => height)).toEqual([10, 40, 0, 20]);
    expect(bars.map(({ y, height }) => y + height)).toEqual([40, 40, 40, 40]);
    expect(bars[1]).toMatchObject({ x: 21, width: 18 });
  });

  test("hang below zero where they are negative", () => {
    const { bars, baseline } = geometry([3, -1], 10, 40);
    expect(baseline).toBe(30);
    expect(bars[1]).toMatchObject({ y: 30, height: 10 });
  });

  test("are seen although they are small beside the highest", () => {
    expect(geometry([1, 10_000], 10, 40).bars[0]?.height).toBe(1);
  });

  test("are none where all is zero", () => {
    const { bars, baseline } = geometry([0, 0], 10, 40);
    expect(bars.every(({ height }) => height === 0)).toBe(true);
    expect(baseline).toBe(40);
    expect(geometry([], 10, 40).bars).toEqual([]);
  });
});
