import { describe, expect, test } from "vitest";
import {
  boundsOf,
  inputValue,
  ownRangeProblem,
  periodOf,
  wallTime,
} from "../src/customer/period.ts";

const NOW = Date.UTC(2026, 2, 1, 2, 30, 15); // 1 March 2026, 02:30:15 UTC

describe("a period of the statistics", () => {
  test("is left to the server for the last 24 hours", () => {
    expect(periodOf({ kind: "day" }, NOW, "UTC")).toEqual({});
  });

  test("begins at midnight of the server's zone, six days before today", () => {
    const week = { kind: "week" } as const;
    expect(periodOf(week, NOW, "UTC")).toEqual({ start_date_time: "20260223-00:00:00" });
    // In São Paulo it is still 28 February.
    expect(periodOf(week, NOW, "America/Sao_Paulo")).toEqual({
      start_date_time: "20260222-00:00:00",
    });
  });

  test("has thirty days, today among them", () => {
    expect(periodOf({ kind: "month" }, NOW, "UTC")).toEqual({
      start_date_time: "20260131-00:00:00",
    });
  });

  test("of one's own is sent as it was typed", () => {
    const own = { kind: "own", from: "2026-02-27T08:15", to: "2026-02-28T23:59" } as const;
    expect(periodOf(own, NOW, "Asia/Kolkata")).toEqual({
      start_date_time: "20260227-08:15:00",
      end_date_time: "20260228-23:59:00",
    });
  });

  test("that can not be read is none", () => {
    expect(boundsOf({ kind: "own", from: "", to: "2026-02-28T23:59" }, NOW, "UTC")).toBeNull();
  });

  test.each([
    ["", "2026-02-28T10:00", { field: "from", problem: "missing" }],
    ["2026-02-28T10:00", "", { field: "to", problem: "missing" }],
    ["2026-02-28T10:00", "2026-02-28T09:59", { field: "to", problem: "backwards" }],
    ["2026-02-28T10:00", "2026-02-28T10:00", null],
  ] as const)("from %j to %j has the problem %j", (from, to, problem) => {
    expect(ownRangeProblem(from, to)).toEqual(problem);
  });

  test("knows the clock on the wall over a change of summer time", () => {
    const before = wallTime(Date.UTC(2026, 2, 29, 0, 59), "Europe/Berlin");
    const after = wallTime(Date.UTC(2026, 2, 29, 1, 0), "Europe/Berlin");
    expect([inputValue(before), inputValue(after)]).toEqual([
      "2026-03-29T01:59",
      "2026-03-29T03:00",
    ]);
  });
});
