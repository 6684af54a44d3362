import { describe, expect, test } from "vitest";
import {
  inOrder,
  openness,
  weekProblems,
  withDayCopied,
  withoutSpan,
  withSpan,
  withTime,
} from "../src/administration/week.ts";
import type { Hours, Week } from "../src/api/shapes.ts";

const NEVER: Week = {
  monday: [],
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
};
const HOURS: Hours = {
  isOn: true,
  timeZone: "America/Sao_Paulo",
  week: {
    ...NEVER,
    monday: [
      { from: "09:00", to: "12:00" },
      { from: "13:00", to: "18:00" },
    ],
    tuesday: [{ from: "22:00", to: "24:00" }],
    wednesday: [{ from: "00:00", to: "02:00" }],
  },
  closedOn: [],
};
/** Monday, 23 November 2026, in São Paulo (UTC-3). */
const monday = (hour: number, minute = 0) => Date.UTC(2026, 10, 23, hour + 3, minute);
const wall = (day: number, hour: number) => Date.UTC(2026, 10, day, hour);

describe("the editor of a week", () => {
  test("offers nine to six first, then an hour after the last span", () => {
    const once = withSpan(NEVER, "monday");
    expect(once?.monday).toEqual([{ from: "09:00", to: "18:00" }]);
    const twice = once && withSpan(once, "monday");
    expect(twice?.monday[1]).toEqual({ from: "19:00", to: "23:00" });
    expect(twice && withSpan(twice, "monday")).toBeNull();
    expect(withoutSpan(HOURS.week, "monday", 0).monday).toEqual([{ from: "13:00", to: "18:00" }]);
  });

  test("copies a day to all working days, and leaves the weekend", () => {
    const week = withDayCopied(HOURS.week, "monday");
    expect(week.friday).toEqual(HOURS.week.monday);
    expect(week.friday[0]).not.toBe(HOURS.week.monday[0]);
    expect(week.saturday).toEqual([]);
  });

  test("tells what can not be, as the server names it", () => {
    let week = withTime(HOURS.week, "monday", 1, "from", "11:30");
    expect(weekProblems(week)).toEqual([{ field: "week.monday.1.from", problem: "overlap" }]);
    week = withTime(HOURS.week, "monday", 0, "to", "09:00");
    expect(weekProblems(week)).toEqual([{ field: "week.monday.0.to", problem: "backwards" }]);
    week = withTime(HOURS.week, "tuesday", 0, "from", "");
    expect(weekProblems(week)).toEqual([{ field: "week.tuesday.0.from", problem: "unreadable" }]);
    expect(weekProblems(HOURS.week)).toEqual([]);
  });

  test("saves spans and days off in order", () => {
    const backwards = {
      ...HOURS,
      week: { ...HOURS.week, monday: [...HOURS.week.monday].reverse() },
      closedOn: ["2026-12-25", "2026-01-01", "2026-12-25"],
    };
    const saved = inOrder(backwards);
    expect(saved.week.monday).toEqual(HOURS.week.monday);
    expect(saved.closedOn).toEqual(["2026-01-01", "2026-12-25"]);
  });
});

describe("a desk with opening hours", () => {
  test("is open from the first minute up to the last", () => {
    expect(openness(HOURS, monday(8, 59))).toEqual({ isOpen: false, changesAt: wall(23, 9) });
    expect(openness(HOURS, monday(9))).toEqual({ isOpen: true, changesAt: wall(23, 12) });
    expect(openness(HOURS, monday(12))).toEqual({ isOpen: false, changesAt: wall(23, 13) });
  });

  test("stays open over midnight where two spans meet", () => {
    expect(openness(HOURS, monday(24 + 23))).toEqual({ isOpen: true, changesAt: wall(25, 2) });
  });

  test("is closed on its days off", () => {
    const hours = { ...HOURS, closedOn: ["2026-11-23"] };
    expect(openness(hours, monday(10))).toEqual({ isOpen: false, changesAt: wall(24, 22) });
  });

  test("is always open without hours, and never with none", () => {
    expect(openness({ ...HOURS, isOn: false }, monday(3))).toEqual({
      isOpen: true,
      changesAt: null,
    });
    expect(openness({ ...HOURS, week: NEVER }, monday(10))).toEqual({
      isOpen: false,
      changesAt: null,
    });
  });
});
