import type { ChatMessage } from "@chimp/client";
import { expect, test } from "vitest";
import { entriesOf, type SystemLine } from "../src/chat/entries.ts";

const NOON = new Date(2026, 4, 4, 12).getTime();
const MINUTE = 60_000;

function said(id: string, at: number, from: "me" | "Ana" | "Bo" = "me"): ChatMessage {
  const isOwn = from === "me";
  return {
    id,
    seq: 1,
    state: "stored",
    isOwn,
    from: { kind: isOwn ? "customer" : "attendant", id: from, name: from, avatarURL: null },
    content: id,
    timestamp: at,
    storedAt: at,
    problem: null,
  };
}

const line = (at: number, kind: SystemLine["kind"]): SystemLine => ({ at, kind, name: "Ana" });

/** In short: `day`, a line's kind, or the ids of a run. */
function outline(messages: ChatMessage[], lines: SystemLine[] = []): string[] {
  return entriesOf(messages, lines).map((entry) => {
    if (entry.kind === "day") return "day";
    if (entry.kind === "line") return entry.line.kind;
    return entry.messages.map((message) => message.id).join("+");
  });
}

test("nothing said is nothing shown", () => {
  expect(entriesOf([], [])).toEqual([]);
});

test("what one person says in one go stands together, what another says does not", () => {
  const messages = [
    said("a", NOON),
    said("b", NOON + MINUTE),
    said("c", NOON + MINUTE, "Ana"),
    said("d", NOON + MINUTE, "Bo"),
  ];
  expect(outline(messages)).toEqual(["day", "a+b", "c", "d"]);
});

test("ten minutes later, and another day, begin anew", () => {
  const messages = [
    said("a", NOON),
    said("b", NOON + 10 * MINUTE),
    said("c", NOON + 24 * 60 * MINUTE),
  ];
  expect(outline(messages)).toEqual(["day", "a", "b", "day", "c"]);
});

test("lines stand where they happened", () => {
  const messages = [said("a", NOON), said("b", NOON + 2 * MINUTE)];
  const lines = [line(NOON + 3 * MINUTE, "closed"), line(NOON + MINUTE, "joined")];
  expect(outline(messages, lines)).toEqual(["day", "a", "joined", "b", "closed"]);
});

test("a line alone has its day", () => {
  expect(outline([], [line(NOON, "left")])).toEqual(["day", "left"]);
});

test("every entry has a key of its own", () => {
  const entries = entriesOf(
    [said("a", NOON), said("b", NOON + 24 * 60 * MINUTE)],
    [line(NOON, "joined"), line(NOON, "closed")],
  );
  expect(new Set(entries.map((entry) => entry.key)).size).toBe(entries.length);
});
