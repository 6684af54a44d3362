/**
 * What one console knows of the desk, as a pure function of what happened: no clock, no network.
 * What is said in a session is the conversation of `@chimp/client`; this holds all of them.
 */
import {
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  reduce,
} from "@chimp/client";
import { replaceEqualDeep } from "@tanstack/react-query";
import { linesBetween, type SystemLine } from "./lines.ts";
import {
  type Availability,
  type DeskAnswer,
  type DeskPresence,
  type Id,
  inOneLine,
  isSame,
  type ListedSession,
  type Message,
  type Note,
  type Seen,
  type Summary,
  type Typing,
} from "./wire.ts";

export interface DeskSession extends ListedSession {
  unread: number;
  /** Since when it has been offered to whom it is offered to, by this console's clock. */
  offeredAt: number | null;
  /** The customer is writing: since when, and what so far. */
  writing: { at: number; preview: string | null } | null;
}

/** A note that is on its way. */
export interface PendingNote {
  id: string;
  content: string;
  at: number;
  hasFailed: boolean;
}

export interface Desk {
  me: Id | null;
  /** What one is called oneself, for what is on its way. */
  name: string | null;
  avatarURL: string | null;
  /** `GET /desk` has been answered. */
  isLoaded: boolean;
  /** How much the server's clock is ahead of this one's, in milliseconds. */
  skew: number;
  availability: Availability | null;
  attendants: Readonly<Record<string, DeskPresence>>;
  /** Every session this console has heard of, by its id; the closed ones as long as it is open. */
  sessions: Readonly<Record<string, DeskSession>>;
  threads: Readonly<Record<string, Conversation>>;
  notes: Readonly<Record<string, readonly Note[]>>;
  pendingNotes: Readonly<Record<string, readonly PendingNote[]>>;
  lines: Readonly<Record<string, readonly SystemLine[]>>;
}

export type DeskEvent =
  | { type: "began"; me: Id; name: string | null; avatarURL: string | null }
  | { type: "loaded"; answer: DeskAnswer; at: number }
  | { type: "listed"; sessions: readonly ListedSession[] }
  | { type: "session"; summary: Summary; at: number }
  | { type: "attendant"; presence: DeskPresence }
  | { type: "availability"; availability: Availability }
  | { type: "message"; message: Message }
  | { type: "seen"; seen: Seen }
  | { type: "typing"; typing: Typing; at: number }
  | { type: "passed"; at: number }
  | { type: "conversation"; sessionId: string; event: ConversationEvent }
  | { type: "everyConversation"; event: ConversationEvent }
  | { type: "notes"; sessionId: string; notes: readonly Note[] }
  | { type: "noteSent"; sessionId: string; id: string; content: string; at: number }
  | { type: "noteFailed"; sessionId: string; id: string; hasFailed: boolean }
  | { type: "noteDiscarded"; sessionId: string; id: string };

/** How long somebody counts as writing without saying so again, in milliseconds. */
export const WRITING_LASTS = 6000;

export function emptyDesk(): Desk {
  return {
    me: null,
    name: null,
    avatarURL: null,
    isLoaded: false,
    skew: 0,
    availability: null,
    attendants: {},
    sessions: {},
    threads: {},
    notes: {},
    pendingNotes: {},
    lines: {},
  };
}

export function reduceDesk(desk: Desk, event: DeskEvent): Desk {
  switch (event.type) {
    case "began":
      return { ...desk, me: event.me, name: event.name, avatarURL: event.avatarURL };
    case "loaded":
      return loaded(desk, event.answer, event.at);
    case "listed":
      return listed(desk, event.sessions);
    case "session":
      return summarised(desk, event.summary, event.at);
    case "attendant": {
      const key = String(event.presence.attendant.id);
      const known = desk.attendants[key]?.attendant;
      const attendant = { ...known, ...event.presence.attendant };
      const presence = { ...event.presence, attendant };
      return { ...desk, attendants: { ...desk.attendants, [key]: presence } };
    }
    case "availability":
      return { ...desk, availability: event.availability };
    case "message":
      return said(desk, event.message);
    case "seen":
      return seen(desk, event.seen);
    case "typing":
      return typed(desk, event.typing, event.at);
    case "passed":
      return passed(desk, event.at);
    case "conversation":
      return inThread(desk, event.sessionId, event.event);
    case "everyConversation":
      return Object.keys(desk.threads).reduce(
        (before, sessionId) => inThread(before, sessionId, event.event),
        desk,
      );
    case "notes":
      return event.notes.reduce(noted, desk);
    default:
      return withPendingNote(desk, event);
  }
}

export function isParticipant(desk: Pick<Desk, "me">, session: Summary): boolean {
  return session.assignedAttendants.some((who) => isSame(who, desk.me));
}

function loaded(desk: Desk, answer: DeskAnswer, at: number): Desk {
  const attendants: Record<string, DeskPresence> = {};
  for (const presence of answer.attendants) {
    attendants[String(presence.attendant.id)] = presence;
  }
  for (const [key, known] of Object.entries(desk.attendants)) {
    attendants[key] ??= { ...known, state: "offline", sessions: 0 };
  }
  const open = new Set(answer.sessions.map((session) => String(session.sessionId)));
  const sessions: Record<string, DeskSession> = {};
  for (const [key, session] of Object.entries(desk.sessions)) {
    // What ended while there was no line is told by nobody; how it ended has to be asked for.
    const hasEnded = session.status !== "aborted" && !open.has(key);
    sessions[key] = hasEnded
      ? { ...session, status: "aborted", assignedAttendants: [], offeredTo: null, unread: 0 }
      : session;
  }
  const before: Desk = {
    ...desk,
    isLoaded: true,
    skew: answer.availability.at - at,
    availability: answer.availability,
    attendants,
    sessions,
  };
  return answer.sessions.reduce((now, session) => withSession(now, session, at), before);
}

/** Sessions of a search or of the past: what is known of open ones is newer. */
function listed(desk: Desk, sessions: readonly ListedSession[]): Desk {
  const added: Record<string, DeskSession> = {};
  for (const session of sessions) {
    const key = String(session.sessionId);
    const known = desk.sessions[key];
    if (known === undefined || (known.status === "aborted" && session.status === "aborted")) {
      added[key] = { unread: 0, offeredAt: null, writing: null, ...known, ...session };
    }
  }
  return { ...desk, sessions: { ...desk.sessions, ...added } };
}

function summarised(desk: Desk, summary: Summary, at: number): Desk {
  const now = withSession(desk, summary, at);
  return desk.threads[String(summary.sessionId)] === undefined
    ? now
    : inThread(now, String(summary.sessionId), { type: "told", lastSeq: summary.lastSeq });
}

function withSession(desk: Desk, session: ListedSession, at: number): Desk {
  const key = String(session.sessionId);
  const known = desk.sessions[key];
  const isSameOffer = known !== undefined && isSame(known.offeredTo, session.offeredTo);
  const next: DeskSession = {
    unread: 0,
    writing: null,
    ...known,
    // What is told again is the same object: who shows it has nothing to draw.
    ...replaceEqualDeep(known, session),
    offeredAt: session.offeredTo === null ? null : isSameOffer ? known.offeredAt : at,
  };
  if (session.status === "aborted") {
    next.writing = null;
    next.unread = 0;
  }
  const told = known === undefined ? [] : linesBetween(known, session, at);
  const lines =
    told.length === 0
      ? desk.lines
      : { ...desk.lines, [key]: [...(desk.lines[key] ?? []), ...told] };
  return { ...desk, lines, sessions: { ...desk.sessions, [key]: next } };
}

function said(desk: Desk, message: Message): Desk {
  const key = String(message.sessionId);
  const session = desk.sessions[key];
  let next = desk;
  if (session !== undefined && message.seq > (session.lastMessage?.seq ?? 0)) {
    const isCustomers = message.from.kind === "customer";
    next = withChanged(desk, key, {
      lastMessage: inOneLine(message),
      lastSeq: Math.max(session.lastSeq, message.seq),
      unread: session.unread + (isCustomers && message.readAt === null ? 1 : 0),
      writing: isCustomers ? null : session.writing,
    });
  }
  return desk.threads[key] === undefined ? next : inThread(next, key, { type: "heard", message });
}

function seen(desk: Desk, said: Seen): Desk {
  const key = String(said.sessionId);
  const session = desk.sessions[key];
  let next = desk;
  if (desk.threads[key] !== undefined) {
    next = inThread(desk, key, { type: "seen", seen: said });
  }
  if (session !== undefined && said.by.kind === "attendant" && said.read != null) {
    const thread = next.threads[key];
    const isAll = said.read >= (session.lastMessage?.seq ?? session.lastSeq);
    const left = isAll ? 0 : Math.min(session.unread, thread?.unread ?? session.unread);
    next = left === session.unread ? next : withChanged(next, key, { unread: left });
  }
  return next;
}

function typed(desk: Desk, typing: Typing, at: number): Desk {
  const key = String(typing.sessionId);
  let next = desk;
  if (desk.threads[key] !== undefined) {
    next = inThread(desk, key, { type: "typing", typing, now: at });
  }
  if (typing.from.kind === "customer" && desk.sessions[key] !== undefined) {
    const writing = typing.isTyping ? { at, preview: typing.preview ?? null } : null;
    next = withChanged(next, key, { writing });
  }
  return next;
}

function passed(desk: Desk, at: number): Desk {
  let next = desk;
  for (const [key, session] of Object.entries(desk.sessions)) {
    if (session.writing !== null && at - session.writing.at >= WRITING_LASTS) {
      next = withChanged(next, key, { writing: null });
    }
  }
  for (const [key, thread] of Object.entries(desk.threads)) {
    if (thread.typing.length > 0) {
      next = inThread(next, key, { type: "passed", now: at });
    }
  }
  return next;
}

function inThread(desk: Desk, sessionId: string, event: ConversationEvent): Desk {
  const known = desk.threads[sessionId];
  const { me, name, avatarURL } = desk;
  const before = known ?? emptyConversation({ kind: "attendant", id: me ?? "", name, avatarURL });
  const after = reduce(before, event);
  return after === known ? desk : { ...desk, threads: { ...desk.threads, [sessionId]: after } };
}

function noted(desk: Desk, note: Note): Desk {
  const key = String(note.sessionId);
  const known = desk.notes[key] ?? [];
  const pending = desk.pendingNotes[key] ?? [];
  const left = pending.filter((one) => one.id !== note.id);
  const pendingNotes =
    left.length === pending.length ? desk.pendingNotes : { ...desk.pendingNotes, [key]: left };
  if (known.some((one) => one.id === note.id)) {
    return { ...desk, pendingNotes };
  }
  const notes = [...known, note].sort((one, other) => one.storedAt - other.storedAt);
  return { ...desk, pendingNotes, notes: { ...desk.notes, [key]: notes } };
}

type PendingNoteEvent = Extract<DeskEvent, { type: "noteSent" | "noteFailed" | "noteDiscarded" }>;

function withPendingNote(desk: Desk, event: PendingNoteEvent): Desk {
  const pending = desk.pendingNotes[event.sessionId] ?? [];
  const others = pending.filter((note) => note.id !== event.id);
  let next = others;
  if (event.type === "noteSent") {
    const { id, content, at } = event;
    next = [...others, { id, content, at, hasFailed: false }];
  } else if (event.type === "noteFailed") {
    const { hasFailed } = event;
    next = pending.map((note) => (note.id === event.id ? { ...note, hasFailed } : note));
  }
  return { ...desk, pendingNotes: { ...desk.pendingNotes, [event.sessionId]: next } };
}

function withChanged(desk: Desk, key: string, change: Partial<DeskSession>): Desk {
  const session = desk.sessions[key];
  return session === undefined
    ? desk
    : { ...desk, sessions: { ...desk.sessions, [key]: { ...session, ...change } } };
}
