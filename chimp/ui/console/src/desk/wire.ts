/** What the server says about the desk: the protocol's own shapes, and those of lists over HTTP. */
import type { Id, Message, Note, Person, Presence, SessionSummary } from "@chimp/client";

export type { Availability, Id, Message, Note, Person, Seen, Typing } from "@chimp/client";

export interface LastMessage {
  seq: number;
  from: { kind: "customer" | "attendant"; id: Id; name: string | null };
  content: string;
  storedAt: number;
}

/** What newer servers tell of a session besides; absent from older ones. */
interface Newer {
  customerOnline?: boolean;
  page?: { url: string; title: string | null } | null;
  leftMessage?: boolean;
  offerExpiresAt?: number | null;
}

export type Summary = Omit<SessionSummary, keyof Newer> & Newer;

/** A session in a list: of `GET /desk` and `GET /sessions`. */
export type ListedSession = Summary & {
  lastMessage?: LastMessage | null;
  unread?: number;
};

/** An attendant of whom the desk may know nothing but the id. */
export interface DeskAttendant {
  id: Id;
  email?: string | null;
  name?: string | null;
  avatarURL?: string | null;
  type?: string;
}

export type DeskPresence = Omit<Presence, "attendant"> & { attendant: DeskAttendant };

export interface DeskAnswer {
  availability: import("@chimp/client").Availability;
  attendants: DeskPresence[];
  sessions: ListedSession[];
}

/** A message as one line. */
export function inOneLine(message: Message): LastMessage {
  const { kind, id, name } = message.from;
  const content = message.content.slice(0, 200);
  return { seq: message.seq, from: { kind, id, name }, content, storedAt: message.storedAt };
}

/** Ids are compared as text. */
export function isSame(one: Id | null | undefined, other: Id | null | undefined): boolean {
  return one != null && other != null && String(one) === String(other);
}

export type { Note as DeskNote, Person as Speaker };
