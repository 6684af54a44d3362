import { describe, expect, it } from "vitest";
import {
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  pending,
  reduce,
  TYPING_LASTS,
} from "../src/conversation.ts";
import { ANN, BOB, EVE, message, messages } from "./said.ts";

const after = (start: Conversation, ...events: ConversationEvent[]): Conversation =>
  events.reduce(reduce, start);

const ann = emptyConversation(ANN);
const bob = emptyConversation(BOB);
/** Ann's page, which has everything from the first to the tenth, said by Bob. */
const talked = after(ann, {
  type: "fetchedEarlier",
  before: 0,
  line: 0,
  messages: messages(1, 10),
});

const numbers = (conversation: Conversation) => conversation.messages.map(({ seq }) => seq);
const states = (conversation: Conversation) => conversation.messages.map(({ state }) => state);
const sent = (id: string, content = "Hello"): ConversationEvent => ({
  type: "sent",
  id,
  content,
  now: 5,
});
const heard = (seq: number, ...more: [Parameters<typeof message>[1]?, object?]) =>
  ({ type: "heard", message: message(seq, ...more) }) as const;

describe("what one says oneself", () => {
  it("is shown at once, and becomes stored by its echo", () => {
    const waiting = after(talked, sent("a"));
    expect(waiting.messages.at(-1)).toMatchObject({
      id: "a",
      seq: null,
      state: "sending",
      isOwn: true,
      timestamp: 5,
      from: ANN,
    });
    const stored = after(waiting, heard(11, ANN, { id: "a" }));
    expect(stored.messages).toHaveLength(11);
    expect(stored.messages.at(-1)).toMatchObject({
      id: "a",
      seq: 11,
      state: "stored",
      isOwn: true,
    });
  });

  it("is shown once however often it is echoed, and sent", () => {
    const once = after(talked, sent("a"), heard(11, ANN, { id: "a" }));
    expect(after(once, heard(11, ANN, { id: "a" }))).toBe(once);
    expect(after(once, sent("a"))).toBe(once);
  });

  it("stays below what is heard meanwhile, and takes its place when it is stored", () => {
    const waiting = after(talked, sent("a"), sent("b"), heard(11));
    expect(waiting.messages.slice(-3).map(({ id }) => id)).toEqual(["m11", "a", "b"]);
    const stored = after(waiting, heard(12, ANN, { id: "b" }));
    expect(stored.messages.slice(-3).map(({ id }) => id)).toEqual(["m11", "b", "a"]);
  });

  it("fails with a reason, can be sent again or given up, and is stored after all by a late echo", () => {
    const failed = after(talked, sent("a"), { type: "failed", id: "a", problem: "too_long" });
    expect(failed.messages.at(-1)).toMatchObject({ state: "failed", problem: "too_long" });
    const again = after(failed, { type: "sendAgain", id: "a" });
    expect(again.messages.at(-1)).toMatchObject({ state: "sending", problem: null });
    expect(after(failed, { type: "discarded", id: "a" }).messages).toHaveLength(10);
    expect(after(again, { type: "discarded", id: "a" })).toBe(again);
    expect(states(after(failed, heard(11, ANN, { id: "a" }))).at(-1)).toBe("stored");
  });

  it("no longer fails when it is stored", () => {
    const stored = after(talked, sent("a"), heard(11, ANN, { id: "a" }));
    expect(after(stored, { type: "failed", id: "a" })).toBe(stored);
  });

  it("outlives its page", () => {
    const left = after(talked, sent("a"), sent("b"), { type: "failed", id: "b" });
    const come = after(ann, { type: "restored", pending: pending(left) });
    expect(pending(come)).toEqual(pending(left));
    expect(states(come)).toEqual(["sending", "failed"]);
  });

  it("is not shown twice when it was stored before its page was left", () => {
    const history: ConversationEvent = {
      type: "fetchedEarlier",
      before: 0,
      line: 0,
      messages: [message(1), message(2, ANN, { id: "a" })],
    };
    const restored: ConversationEvent = {
      type: "restored",
      pending: [{ id: "a", content: "Hello", timestamp: 5, hasFailed: false }],
    };
    for (const order of [
      [history, restored],
      [restored, history],
    ]) {
      expect(after(ann, ...order).messages.map(({ id }) => id)).toEqual(["m1", "a"]);
    }
  });

  it("goes to its earlier place if it was stored long ago", () => {
    const late = after(
      ann,
      { type: "fetchedEarlier", before: 0, line: 0, messages: messages(5, 6) },
      sent("a"),
      heard(3, ANN, { id: "a" }),
    );
    expect(numbers(late)).toEqual([5, 6]);
  });
});

describe("whose it is", () => {
  it("is one's own from another tab as well, but not a colleague's", () => {
    const shown = after(bob, heard(1, BOB), heard(2, EVE), heard(3, ANN));
    expect(shown.messages.map(({ isOwn }) => isOwn)).toEqual([true, false, false]);
  });

  it("does not matter whether an id is a number", () => {
    const eve = emptyConversation({ kind: "attendant", id: "5" });
    expect(after(eve, heard(1, EVE)).messages[0]?.isOwn).toBe(true);
  });
});

describe("what is missing", () => {
  it("is fetched when a number was left out", () => {
    const holed = after(talked, heard(13), heard(12));
    expect(numbers(holed).slice(-3)).toEqual([10, 12, 13]);
    expect(holed).toMatchObject({ lastSeq: 10, fetchAfter: 10 });
    const whole = after(holed, { type: "fetched", after: 10, line: 0, messages: messages(11, 13) });
    expect(whole).toMatchObject({ lastSeq: 13, fetchAfter: null });
    expect(numbers(whole)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it("is over when the number comes after all", () => {
    expect(after(talked, heard(12), heard(11))).toMatchObject({ lastSeq: 12, fetchAfter: null });
  });

  it("is fetched page by page", () => {
    const first = after(
      talked,
      { type: "told", lastSeq: 14 },
      { type: "fetched", after: 10, line: 0, messages: messages(11, 12) },
    );
    expect(first).toMatchObject({ lastSeq: 12, fetchAfter: 12 });
  });

  it("is no more than the server has", () => {
    const told = after(talked, { type: "told", lastSeq: 12 });
    expect(told.fetchAfter).toBe(10);
    expect(
      after(told, { type: "fetched", after: 10, line: 0, messages: [] }).fetchAfter,
    ).toBeNull();
  });

  it("is what the server has not kept, when it has the next one", () => {
    const holed = after(talked, heard(13), {
      type: "fetched",
      after: 10,
      line: 0,
      messages: messages(13, 13),
    });
    expect(holed).toMatchObject({ lastSeq: 13, fetchAfter: null });
  });

  it("may be anything after the line was lost, until nothing more comes", () => {
    const back = after(talked, { type: "lineLost" }, { type: "lineBack" });
    expect(back).toMatchObject({ line: 1, fetchAfter: 10 });
    const some = after(back, { type: "fetched", after: 10, line: 1, messages: messages(11, 12) });
    expect(some.fetchAfter).toBe(12);
    const all = after(some, { type: "fetched", after: 12, line: 1, messages: [] });
    expect(all.fetchAfter).toBeNull();
  });

  it("is not settled by an answer to what was asked on an earlier line", () => {
    const back = after(talked, { type: "lineBack" }, { type: "lineBack" });
    const old = after(back, { type: "fetched", after: 10, line: 1, messages: [] });
    expect(old.fetchAfter).toBe(10);
  });

  it("is not asked for before there is anything, and the newest page settles it", () => {
    const back = after(ann, { type: "lineBack" }, { type: "told", lastSeq: 40 });
    expect(back.fetchAfter).toBeNull();
    const page = { type: "fetchedEarlier", before: 0, messages: messages(31, 40) } as const;
    expect(after(back, { ...page, line: 1 }).fetchAfter).toBeNull();
    expect(after(back, { ...page, line: 0 }).fetchAfter).toBe(40);
  });
});

describe("what was said earlier", () => {
  const newest = after(ann, {
    type: "fetchedEarlier",
    before: 0,
    line: 0,
    messages: messages(21, 30),
  });

  it("comes before the rest, which stays as it is", () => {
    expect(newest).toMatchObject({ firstSeq: 21, lastSeq: 30, hasEarlier: true });
    const more = after(newest, {
      type: "fetchedEarlier",
      before: 21,
      line: 0,
      messages: messages(11, 20),
    });
    expect(more).toMatchObject({ firstSeq: 11, lastSeq: 30, hasEarlier: true });
    expect(more.messages.slice(10)).toEqual(newest.messages);
    expect(more.messages[10]).toBe(newest.messages[0]);
    const all = after(more, {
      type: "fetchedEarlier",
      before: 11,
      line: 0,
      messages: messages(1, 10),
    });
    expect(all).toMatchObject({ firstSeq: 1, hasEarlier: false });
    expect(numbers(all)).toHaveLength(30);
  });

  it("is over when nothing comes", () => {
    expect(
      after(newest, { type: "fetchedEarlier", before: 21, line: 0, messages: [] }).hasEarlier,
    ).toBe(false);
  });

  it("joins what was heard before it was there", () => {
    const early = after(ann, heard(31), {
      type: "fetchedEarlier",
      before: 0,
      line: 0,
      messages: messages(21, 31),
    });
    expect(early).toMatchObject({ firstSeq: 21, lastSeq: 31, fetchAfter: null });
  });

  it("leaves a gap to be fetched where it does not reach what was heard", () => {
    const early = after(ann, heard(33), {
      type: "fetchedEarlier",
      before: 0,
      line: 0,
      messages: messages(21, 31),
    });
    expect(early).toMatchObject({ firstSeq: 21, lastSeq: 31, fetchAfter: 31 });
    expect(early.messages.at(-1)?.seq).toBe(33);
  });

  it("is nothing in a session that has just begun", () => {
    const begun = after(ann, { type: "told", lastSeq: 0 });
    expect(begun).toMatchObject({ hasEarlier: false, fetchAfter: null });
    expect(after(begun, heard(1))).toMatchObject({ lastSeq: 1, hasEarlier: false });
    expect(after(begun, heard(2))).toMatchObject({ lastSeq: 0, fetchAfter: 0 });
  });
});

describe("what was seen", () => {
  const said = after(talked, heard(11, ANN), heard(12, ANN), heard(13, ANN));

  it("moves forward only", () => {
    const delivered = after(said, { type: "seen", seen: { by: BOB, delivered: 12 } });
    expect(states(delivered).slice(-3)).toEqual(["delivered", "delivered", "stored"]);
    const read = after(delivered, { type: "seen", seen: { by: BOB, read: 11 } });
    expect(states(read).slice(-3)).toEqual(["read", "delivered", "stored"]);
    expect(after(read, { type: "seen", seen: { by: EVE, read: 10, delivered: 3 } })).toBe(read);
  });

  it("counts for messages that come later", () => {
    const read = after(ann, { type: "seen", seen: { by: BOB, read: 2 } });
    expect(states(after(read, heard(1, ANN), heard(2, ANN), heard(3, ANN)))).toEqual([
      "read",
      "read",
      "stored",
    ]);
  });

  it("comes with what is fetched, too", () => {
    const fetched = after(ann, {
      type: "fetchedEarlier",
      before: 0,
      line: 0,
      messages: [message(1, ANN, { readAt: 9 }), message(2, ANN, { deliveredAt: 9 })],
    });
    expect(states(fetched)).toEqual(["read", "delivered"]);
    expect(states(after(fetched, heard(2, ANN, { readAt: 10 })))).toEqual(["read", "read"]);
  });

  it("leaves the messages as they are that nothing was said of", () => {
    const read = after(said, { type: "seen", seen: { by: BOB, read: 11 } });
    expect(read.messages[0]).toBe(said.messages[0]);
    expect(read.messages.at(-1)).toBe(said.messages.at(-1));
  });

  it("tells what this side has not read", () => {
    expect(said).toMatchObject({ unread: 10, firstUnread: 1 });
    const some = after(said, { type: "seen", seen: { by: ANN, read: 4 } });
    expect(some).toMatchObject({ unread: 6, firstUnread: 5 });
    const all = after(some, { type: "seen", seen: { by: ANN, read: 13 } });
    expect(all).toMatchObject({ unread: 0, firstUnread: null });
    expect(after(all, heard(14, ANN), heard(15))).toMatchObject({ unread: 1, firstUnread: 15 });
  });

  it("is of a side: a colleague has read it as well", () => {
    const asked = after(bob, heard(1, ANN), heard(2, ANN), heard(3, EVE));
    expect(asked).toMatchObject({ unread: 2, firstUnread: 1 });
    expect(after(asked, { type: "seen", seen: { by: EVE, read: 2 } }).unread).toBe(0);
    expect(after(asked, heard(2, ANN, { readAt: 4 })).unread).toBe(1);
  });
});

describe("who is writing", () => {
  const writing = (from = BOB, isTyping = true, now = 0, preview?: string): ConversationEvent => ({
    type: "typing",
    typing: { sessionId: "s1", from, isTyping, ...(preview === undefined ? {} : { preview }) },
    now,
  });

  it("is known until they stop, say something, or have been silent for long", () => {
    const written = after(bob, writing(ANN, true, 0, "Hel"), writing(EVE, true, 1_000));
    expect(written.typing).toEqual([
      { from: ANN, preview: "Hel", at: 0 },
      { from: EVE, preview: null, at: 1_000 },
    ]);
    expect(after(written, writing(ANN, false)).typing.map(({ from }) => from.id)).toEqual([5]);
    expect(after(written, heard(1, ANN)).typing.map(({ from }) => from.id)).toEqual([5]);
    const later = after(written, { type: "passed", now: TYPING_LASTS });
    expect(later.typing.map(({ from }) => from.id)).toEqual([5]);
    expect(after(later, { type: "passed", now: TYPING_LASTS })).toBe(later);
    expect(after(written, { type: "lineLost" }).typing).toEqual([]);
  });

  it("is not oneself", () => {
    expect(after(bob, writing(BOB))).toBe(bob);
  });

  it("is one person once", () => {
    expect(after(bob, writing(ANN, true, 0), writing(ANN, true, 5)).typing).toHaveLength(1);
  });
});
