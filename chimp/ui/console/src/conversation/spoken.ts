/** Messages and notes as bubbles: of what has not changed, the very same ones as before. */
import type { ChatMessage, MessageState } from "@chimp/client";
import type { PendingNote } from "../desk/desk.ts";
import { type Id, isSame, type Message, type Note, type Person } from "../desk/wire.ts";

export interface Bubble {
  kind: "message" | "note";
  key: string;
  id: string;
  from: Person | null;
  content: string;
  at: number;
  /** Null: of the customer, or of a note that is stored. */
  state: MessageState | null;
  problem: string | null;
  isMine: boolean;
  isCustomers: boolean;
  isFirst: boolean;
  isLast: boolean;
  hasTime: boolean;
}

/** What somebody said or noted, before it is known where in its run it stands. */
export interface Spoken {
  kind: "spoken";
  key: string;
  /** For whom it was made. */
  me: Id | null;
  /** Who says it, and as what: a run is of one voice. */
  voice: string;
  isUnderWay: boolean;
  /** As it stood when it was asked for last. */
  bubble: Bubble;
}

const ALONE = { isFirst: true, isLast: true, hasTime: true };

const made = new WeakMap<object, Spoken>();

/** What is made of it for that reader, once. */
export function once<Source extends object>(
  source: Source,
  me: Id | null,
  make: (source: Source, me: Id | null) => Spoken,
): Spoken {
  let spoken = made.get(source);
  if (spoken?.me !== me) {
    spoken = make(source, me);
    made.set(source, spoken);
  }
  return spoken;
}

export function chatMessage(said: ChatMessage, me: Id | null): Spoken {
  const { state, problem } = said;
  return message(said, said.storedAt ?? said.timestamp, { state, problem, me });
}

export function pastMessage(said: Message, me: Id | null): Spoken {
  const { readAt, deliveredAt } = said;
  const state = readAt !== null ? "read" : deliveredAt !== null ? "delivered" : "stored";
  return message(said, said.storedAt, { state, problem: null, me });
}

function message(
  { id, from, content }: Pick<Message, "id" | "from" | "content">,
  at: number,
  told: { state: MessageState; problem: string | null; me: Id | null },
): Spoken {
  const { state, problem, me } = told;
  const isCustomers = from.kind === "customer";
  const isUnderWay = state === "sending" || state === "failed";
  const bubble: Bubble = {
    ...ALONE,
    kind: "message",
    key: id,
    id,
    from,
    content,
    at,
    state: isCustomers ? null : state,
    problem,
    isMine: !isCustomers && isSame(from.id, me),
    isCustomers,
  };
  return { kind: "spoken", key: id, me, voice: `${from.kind} ${from.id}`, isUnderWay, bubble };
}

export function storedNote({ id, from, content, storedAt }: Note, me: Id | null): Spoken {
  const told = { id, from, content, at: storedAt, state: null, isMine: isSame(from.id, me) };
  return note(told, `note ${from.id}`, me);
}

export function pendingNote({ id, content, at, hasFailed }: PendingNote, me: Id | null): Spoken {
  const state = hasFailed ? "failed" : "sending";
  return note({ id, from: null, content, at, state, isMine: true }, `note ${me}`, me);
}

function note(
  told: Pick<Bubble, "id" | "from" | "content" | "at" | "state" | "isMine">,
  voice: string,
  me: Id | null,
): Spoken {
  const { id: key, state } = told;
  const isUnderWay = state !== null;
  const bubble: Bubble = {
    ...ALONE,
    ...told,
    kind: "note",
    key,
    problem: null,
    isCustomers: false,
  };
  return { kind: "spoken", key, me, voice, isUnderWay, bubble };
}
