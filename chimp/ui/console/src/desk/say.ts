/**
 * Says things so that none is lost: shown at once, kept in this browser, published, and published
 * again with the same id until the echo proves that it is stored.
 */
import { act } from "./acts.ts";
import { newId } from "./identifier.ts";
import { useLine } from "./line.ts";
import { dropOutgoing, keepOutgoing, type Outgoing, recallOutgoing } from "./outbox.ts";
import { tellDesk, useDesk } from "./store.ts";

/** How long the echo may take while there is a line, and how often it is said in all. */
const PATIENCE = 8000;
const TIMES = 3;

interface Awaited {
  outgoing: Outgoing;
  times: number;
  timer: ReturnType<typeof setTimeout> | null;
}

const awaited = new Map<string, Awaited>();

function attendant(): string {
  return String(useDesk.getState().me);
}

/** Says it in the session; returns the id it has from now on. */
export function say(sessionId: string, content: string): string {
  const outgoing = begun("message", sessionId, content);
  const { id, timestamp } = outgoing;
  tellDesk({
    type: "conversation",
    sessionId,
    event: { type: "sent", id, content, now: timestamp },
  });
  publishAndAwait(outgoing);
  return id;
}

/** Tells the other attendants. */
export function writeNote(sessionId: string, content: string): void {
  const outgoing = begun("note", sessionId, content);
  tellDesk({ type: "noteSent", sessionId, id: outgoing.id, content, at: outgoing.timestamp });
  publishAndAwait(outgoing);
}

/** What failed, once more, with the same id. */
export function sayAgain(outgoing: Outgoing): void {
  if (outgoing.kind === "message") {
    const event = { type: "sendAgain", id: outgoing.id } as const;
    tellDesk({ type: "conversation", sessionId: outgoing.sessionId, event });
  } else {
    tellNoteFailed(outgoing, false);
  }
  keepOutgoing(attendant(), outgoing);
  publishAndAwait(outgoing);
}

/** What failed is given up. */
export function discard(outgoing: Outgoing): void {
  settled(outgoing.id);
  const { sessionId, id } = outgoing;
  if (outgoing.kind === "message") {
    tellDesk({ type: "conversation", sessionId, event: { type: "discarded", id } });
  } else {
    tellDesk({ type: "noteDiscarded", sessionId, id });
  }
}

/** What was on its way when the page was left: goes again. */
export function sayWhatWasLeft(): void {
  for (const outgoing of recallOutgoing(attendant())) {
    const { sessionId, id, content, timestamp } = outgoing;
    if (outgoing.kind === "message") {
      const event = {
        type: "restored",
        pending: [{ id, content, timestamp, hasFailed: false }],
      } as const;
      tellDesk({ type: "conversation", sessionId, event });
    } else {
      tellDesk({ type: "noteSent", sessionId, id, content, at: timestamp });
    }
    publishAndAwait(outgoing);
  }
}

/** The echo has come. */
export function settled(id: string): void {
  const waiting = awaited.get(id);
  if (waiting?.timer != null) {
    clearTimeout(waiting.timer);
  }
  awaited.delete(id);
  dropOutgoing(attendant(), id);
}

/** The server does not take it. Returns whether it was one of ours. */
export function refused(id: string, problem: string): boolean {
  const waiting = awaited.get(id);
  if (waiting === undefined) {
    return false;
  }
  fail(waiting, problem);
  return true;
}

/** A line is there again: waiting for echoes begins anew. */
export function awaitAgain(): void {
  for (const waiting of awaited.values()) {
    wait(waiting);
  }
}

function begun(kind: Outgoing["kind"], sessionId: string, content: string): Outgoing {
  const outgoing = { kind, id: newId(), sessionId, content, timestamp: Date.now() };
  keepOutgoing(attendant(), outgoing);
  return outgoing;
}

function publishAndAwait(outgoing: Outgoing): void {
  const waiting = { outgoing, times: 1, timer: null };
  awaited.set(outgoing.id, waiting);
  publish(outgoing);
  wait(waiting);
}

function publish({ kind, id, sessionId, content, timestamp }: Outgoing): void {
  if (kind === "message") {
    act("messages", { sessionId, id, content, timestamp }, true);
  } else {
    act("notes", { sessionId, id, content }, true);
  }
}

function wait(waiting: Awaited): void {
  if (waiting.timer !== null) {
    clearTimeout(waiting.timer);
  }
  waiting.timer = setTimeout(() => {
    waiting.timer = null;
    if (useLine.getState().state !== "online") {
      return; // time counts while there is a line: `awaitAgain` goes on then
    }
    if (waiting.times >= TIMES) {
      fail(waiting, null);
      return;
    }
    waiting.times += 1;
    publish(waiting.outgoing);
    wait(waiting);
  }, PATIENCE);
}

function fail(waiting: Awaited, problem: string | null): void {
  const { outgoing } = waiting;
  if (waiting.timer !== null) {
    clearTimeout(waiting.timer);
  }
  awaited.delete(outgoing.id);
  if (outgoing.kind === "message") {
    const event = { type: "failed", id: outgoing.id, problem } as const;
    tellDesk({ type: "conversation", sessionId: outgoing.sessionId, event });
  } else {
    tellNoteFailed(outgoing, true);
  }
}

function tellNoteFailed({ sessionId, id }: Outgoing, hasFailed: boolean): void {
  tellDesk({ type: "noteFailed", sessionId, id, hasFailed });
}
