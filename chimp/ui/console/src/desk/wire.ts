/** What the server says about the desk: shapes of `GET /desk` and of `client/desk/#`. */

export type Id = string | number;

export interface Person {
  kind: "customer" | "attendant";
  id: Id;
  name: string | null;
  avatarURL?: string | null;
  type?: string | null;
  verified?: boolean | null;
}

export interface CustomerShape {
  id: Id;
  name: string | null;
  avatarURL: string | null;
  verified?: boolean;
  [detail: string]: unknown;
}

export type SessionStatus = "waitingAttendantsAssignment" | "online" | "aborted";

export interface SessionSummary {
  sessionId: Id;
  sessionTopic: string;
  customer: CustomerShape;
  customerOnline?: boolean;
  page?: { url: string; title: string | null } | null;
  leftMessage?: boolean;
  status: SessionStatus;
  type: string;
  createdAt: number;
  waitingSince: number;
  assignedAttendants: Id[];
  offeredTo: Id | null;
  offerExpiresAt?: number | null;
  declinedBy: string[];
  lastSeq: number;
  closedAt: number | null;
  reason: string | null;
  closedBy: Id | null;
  closeNote: string | null;
  rating: { score: number; comment: string | null } | null;
}

export interface LastMessage {
  seq: number;
  from: { kind: "customer" | "attendant"; id: Id; name: string | null };
  content: string;
  storedAt: number;
}

/** A session in a list: of `GET /desk` and `GET /sessions`. */
export interface ListedSession extends SessionSummary {
  lastMessage?: LastMessage | null;
  unread?: number;
}

export interface Presence {
  attendant: {
    id: Id;
    email?: string | null;
    name?: string | null;
    avatarURL?: string | null;
    type?: string;
  };
  state: "online" | "away" | "offline";
  sessions: number;
  limit: number;
}

export interface Availability {
  attendants: number;
  available: number;
  waiting: number;
  at: number;
}

export interface Note {
  id: string;
  sessionId: Id;
  from: Person;
  content: string;
  storedAt: number;
}

export interface DeskAnswer {
  availability: Availability;
  attendants: Presence[];
  sessions: ListedSession[];
}

/** A message as the server tells it. */
export interface Message {
  id: string;
  sessionId: Id;
  seq: number;
  from: Person;
  timestamp: number;
  storedAt: number;
  content: string;
  deliveredAt: number | null;
  readAt: number | null;
}
