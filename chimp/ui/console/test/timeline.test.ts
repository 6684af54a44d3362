import { emptyConversation, reduce } from "@chimp/client";
import { expect, test } from "vitest";
import { PAUSE, type TimelineParts, timelineOf } from "../src/conversation/timeline.ts";
import { ME, message, NOW, session } from "./given.ts";

function parts(change: Partial<TimelineParts> = {}): TimelineParts {
  return {
    me: ME,
    session: session("a"),
    messages: [],
    notes: [],
    pendingNotes: [],
    lines: [],
    past: [],
    isWhole: true,
    unreadFrom: null,
    ...change,
  };
}

function thread(...messages: ReturnType<typeof message>[]) {
  return messages.reduce(
    (before, heard) => reduce(before, { type: "heard", message: heard }),
    emptyConversation({ kind: "attendant", id: ME }),
  );
}

const kinds = (change: Partial<TimelineParts>) => timelineOf(parts(change)).map((it) => it.kind);

test("a run has one beginning and one end, and a pause begins another", () => {
  const later = { storedAt: NOW + PAUSE + 5 };
  const items = timelineOf(
    parts({ messages: thread(message("a", 1), message("a", 2), message("a", 3, later)).messages }),
  );
  const runs = items.flatMap((item) =>
    item.kind === "message" ? [[item.isFirst, item.isLast, item.hasTime]] : [],
  );
  expect(runs).toEqual([
    [true, false, true],
    [false, true, false],
    [true, true, true],
  ]);
});

test("each day has its line", () => {
  const tomorrow = message("a", 2, { storedAt: NOW + 86_400_000 });
  const { messages } = thread(message("a", 1), tomorrow);
  expect(kinds({ messages })).toEqual(["day", "message", "day", "message"]);
});

test("what is on its way comes last, whatever its clock says", () => {
  const waiting = reduce(thread(message("a", 1)), {
    type: "sent",
    id: "mine",
    content: "hello",
    now: NOW - 999_999,
  });
  const items = timelineOf(parts({ messages: waiting.messages }));
  expect(items.at(-1)).toMatchObject({ key: "mine", state: "sending", isMine: true });
});

test("notes stand where they were written, and those before what is known do not", () => {
  const note = (id: string, at: number) => ({
    id,
    sessionId: "a",
    from: { kind: "attendant", id: ME, name: "Me", avatarURL: null } as const,
    content: id,
    storedAt: at,
  });
  const { messages } = thread(message("a", 10), message("a", 20));
  const change = { messages, notes: [note("old", NOW), note("between", NOW + 15)] };
  expect(kinds(change)).toEqual(["day", "note", "message", "note", "message"]);
  expect(kinds({ ...change, isWhole: false })).toEqual(["note", "message"]);
});

test("what comes above a part of a conversation changes nothing in it", () => {
  const later = { storedAt: NOW + PAUSE + 5 };
  const tomorrow = { storedAt: NOW + 86_400_000 };
  const all = [1, 2, 3].map((seq) => message("a", seq));
  all.push(message("a", 4, later), message("a", 5, tomorrow), message("a", 6, tomorrow));
  const whole = timelineOf(parts({ messages: thread(...all).messages }));
  for (const from of [1, 2, 3, 4]) {
    const { messages } = thread(...all.slice(from));
    const known = timelineOf(parts({ messages, isWhole: false }));
    expect(known).toEqual(whole.slice(-known.length));
    const past = [{ session: session("b"), messages: all.slice(from), hasEarlier: true }];
    const earlier = timelineOf(parts({ past })).filter(({ kind }) => /message|day/.test(kind));
    expect(earlier).toEqual(whole.slice(-earlier.length));
  }
  expect(kinds({ messages: thread(message("a", 9)).messages, isWhole: false })).toContain(
    "message",
  );
});

test("earlier sessions stand above, each with its title and its end", () => {
  const before = session("b", { status: "aborted", closedAt: NOW - 5, reason: "customer" });
  const past = [{ session: before, messages: [message("b", 1)], hasEarlier: false }];
  expect(kinds({ past, messages: thread(message("a", 1)).messages })).toEqual([
    "session",
    "day",
    "message",
    "end",
    "session",
    "day",
    "message",
  ]);
});

test("the end of a session stands before its last words", () => {
  const closed = session("a", { status: "aborted", closedAt: NOW + 5, reason: "customer" });
  const { messages } = thread(message("a", 1), message("a", 9));
  expect(kinds({ session: closed, messages })).toEqual(["day", "message", "end", "message"]);
});

test("new ones are marked once", () => {
  const { messages } = thread(message("a", 1), message("a", 2));
  expect(kinds({ messages, unreadFrom: 2 })).toEqual(["day", "message", "unread", "message"]);
});

test("of what is known, only what changes is another bubble", () => {
  const before = thread(message("a", 1), message("a", 2), message("a", 3));
  const after = reduce(before, { type: "heard", message: message("a", 4) });
  const [, one, two, three] = timelineOf(parts({ messages: before.messages }));
  const items = timelineOf(parts({ messages: after.messages }));
  expect(items).toHaveLength(5);
  expect(items[1]).toBe(one);
  expect(items[2]).toBe(two);
  expect(items[3]).toEqual({ ...three, isLast: false }); // its run goes on
  const mine = timelineOf(parts({ messages: after.messages, me: "c-a" }));
  expect(mine.slice(1)).not.toContain(one); // another reader
});

test("a note on its way goes on after one that is stored", () => {
  const note = {
    id: "n1",
    sessionId: "a",
    from: { kind: "attendant" as const, id: ME, name: "Me", avatarURL: null },
    content: "first",
    storedAt: NOW,
  };
  const pending = { id: "n2", content: "second", at: NOW + 1, hasFailed: false };
  const items = timelineOf(parts({ notes: [note], pendingNotes: [pending] }));
  expect(items.slice(1)).toMatchObject([
    { id: "n1", isFirst: true, isLast: false },
    { id: "n2", isFirst: false, isLast: true, state: "sending" },
  ]);
});
