import { expect, test } from "vitest";
import { attention, grouped, matches } from "../src/desk/order.ts";
import { neighbour, rowsOf } from "../src/queue/rows.ts";
import { desk, ME, NOW, session } from "./given.ts";

const names = (rows: { sessionId: string | number }[]) => rows.map((row) => row.sessionId);
const served = (by: number) => ({ status: "online" as const, assignedAttendants: [by] });
const said = (at: number) => ({
  lastMessage: {
    seq: 1,
    from: { kind: "customer", id: 1, name: null },
    content: "Olá, joão",
    storedAt: at,
  } as const,
});

test("who waits longest is first, and messages that were left come last", () => {
  const found = grouped(
    desk([
      session("late", { waitingSince: NOW + 2 }),
      session("left", { waitingSince: NOW - 9, leftMessage: true }),
      session("early", { waitingSince: NOW + 1 }),
    ]),
  );
  expect(names(found.waiting)).toEqual(["early", "late", "left"]);
});

test("offers come before what is unread, and that before what is newer", () => {
  const found = grouped(
    desk([
      session("new", { ...served(ME), ...said(NOW + 50) }),
      session("unread", { ...served(ME), ...said(NOW + 10), unread: 1 }),
      session("offer", { offeredTo: ME }),
      session("joined", { status: "online", assignedAttendants: [7, ME] }),
      session("theirs", served(7)),
    ]),
  );
  expect(names(found.mine)).toEqual(["offer", "unread", "new", "joined"]);
  expect(names(found.others)).toEqual(["theirs"]);
});

test("a search needs every word, with or without accents", () => {
  const [one] = grouped(desk([session("a", said(NOW))])).waiting;
  if (one === undefined) throw new Error("there is one");
  expect(matches(one, "customer JOAO")).toBe(true);
  expect(matches(one, "customer maria")).toBe(false);
  expect(matches(one, "  ")).toBe(true);
});

test("what needs the attendant is counted once", () => {
  const state = desk([
    session("free"),
    session("asked", { offeredTo: 7 }),
    session("offer", { offeredTo: ME }),
    session("unread", { ...served(ME), unread: 4 }),
    session("theirs", { ...served(7), unread: 4 }),
  ]);
  expect(attention(state)).toBe(3);
});

test("keys walk the list as it is shown, and stop at its ends", () => {
  const rows = rowsOf(desk([session("a"), session("b", served(ME)), session("c")]), "all", "");
  expect(rows.map((row) => (row.kind === "group" ? row.group : row.session.sessionId))).toEqual([
    "mine",
    "b",
    "waiting",
    "a",
    "c",
  ]);
  expect(neighbour(rows, null, 1)).toBe("b");
  expect(neighbour(rows, "b", 1)).toBe("a");
  expect(neighbour(rows, "c", 1)).toBe("c");
  expect(neighbour(rows, "b", -1)).toBe("b");
});
