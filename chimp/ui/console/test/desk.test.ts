import { expect, test } from "vitest";
import { reduceDesk } from "../src/desk/desk.ts";
import { desk, ME, message, NOW, session } from "./given.ts";

const mine = { status: "online" as const, assignedAttendants: [ME] };

test("a customer's message is the last one and unread, once", () => {
  const heard = { type: "message", message: message("a", 1) } as const;
  const { sessions } = desk([session("a")], heard, heard);
  expect(sessions.a?.lastMessage?.content).toBe("words 1");
  expect(sessions.a?.unread).toBe(1);
});

test("what an attendant has read is not unread", () => {
  const seen = { sessionId: "a", by: { kind: "attendant", id: 9 }, read: 2, at: NOW } as const;
  const { sessions } = desk(
    [session("a")],
    { type: "message", message: message("a", 1) },
    { type: "message", message: message("a", 2) },
    { type: "seen", seen: { ...seen, delivered: null } },
  );
  expect(sessions.a?.unread).toBe(0);
});

test("a session that ended while there was no line is not open any more", () => {
  const before = desk([session("a"), session("b")]);
  const answer = {
    availability: { protocolVersion: 1, attendants: 1, available: 1, waiting: 0, at: NOW },
    attendants: [],
    sessions: [session("b")],
  };
  const after = reduceDesk(before, { type: "loaded", answer, at: NOW });
  expect(after.sessions.a?.status).toBe("aborted");
  expect(after.sessions.b?.status).toBe("waitingAttendantsAssignment");
});

test("what a list tells of an open session is older than what is known", () => {
  const known = desk([session("a", { unread: 3 })]);
  const after = reduceDesk(known, { type: "listed", sessions: [session("a", { unread: 0 })] });
  expect(after.sessions.a?.unread).toBe(3);
});

test("writing ends by itself, and with what was written", () => {
  const from = { kind: "customer", id: "c-a", name: null, avatarURL: null } as const;
  const typing = { sessionId: "a", from, isTyping: true, preview: "so far" };
  const writing = desk([session("a")], { type: "typing", typing, at: NOW });
  expect(writing.sessions.a?.writing?.preview).toBe("so far");
  const later = reduceDesk(writing, { type: "passed", at: NOW + 60_000 });
  expect(later.sessions.a?.writing).toBeNull();
  const said = reduceDesk(writing, { type: "message", message: message("a", 1) });
  expect(said.sessions.a?.writing).toBeNull();
});

test("an offer keeps the time when it was made until it is made to another", () => {
  const offered = session("a", { offeredTo: ME });
  let now = desk([offered]);
  now = reduceDesk(now, { type: "session", summary: offered, at: NOW + 5000 });
  expect(now.sessions.a?.offeredAt).toBe(NOW);
  const other = session("a", { offeredTo: 7 });
  now = reduceDesk(now, { type: "session", summary: other, at: NOW + 9000 });
  expect(now.sessions.a?.offeredAt).toBe(NOW + 9000);
});

test("what becomes of a session is told in lines", () => {
  const { lines } = desk(
    [session("a")],
    { type: "session", summary: session("a", mine), at: NOW + 1 },
    {
      type: "session",
      summary: session("a", { status: "online", assignedAttendants: [ME, 2] }),
      at: NOW + 2,
    },
    { type: "session", summary: session("a", mine), at: NOW + 3 },
    { type: "session", summary: session("a", { offeredTo: 2 }), at: NOW + 4 },
    {
      type: "session",
      summary: session("a", { status: "online", assignedAttendants: [2] }),
      at: NOW + 5,
    },
  );
  expect(lines.a?.map(({ kind, who }) => [kind, who])).toEqual([
    ["assigned", ME],
    ["joined", 2],
    ["left", 2],
    ["handedTo", 2],
    ["assigned", 2],
  ]);
});

test("a note that has come back is on its way no more", () => {
  const note = {
    id: "n",
    sessionId: "a",
    from: { kind: "attendant", id: ME, name: "Me", avatarURL: null },
    content: "psst",
    storedAt: NOW,
  } as const;
  const sent = { type: "noteSent", sessionId: "a", id: "n", content: "psst", at: NOW } as const;
  const { notes, pendingNotes } = desk([session("a")], sent, {
    type: "notes",
    sessionId: "a",
    notes: [note, note],
  });
  expect(notes.a).toHaveLength(1);
  expect(pendingNotes.a).toEqual([]);
});
