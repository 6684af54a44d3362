/** Sessions and messages as the server tells them, for tests. */
import { type Desk, type DeskEvent, emptyDesk, reduceDesk } from "../src/desk/desk.ts";
import type { ListedSession, Message } from "../src/desk/wire.ts";

export const ME = 1;
export const NOW = Date.UTC(2026, 2, 3, 12);

export function session(id: string, change: Partial<ListedSession> = {}): ListedSession {
  return {
    sessionId: id,
    sessionTopic: `server/sessions/c-${id}/${id}`,
    customer: { id: `c-${id}`, name: `Customer ${id}`, avatarURL: null },
    customerOnline: true,
    status: "waitingAttendantsAssignment",
    type: "support/firstLevel",
    createdAt: NOW,
    waitingSince: NOW,
    assignedAttendants: [],
    offeredTo: null,
    declinedBy: [],
    lastSeq: 0,
    closedAt: null,
    reason: null,
    closedBy: null,
    closeNote: null,
    rating: null,
    lastMessage: null,
    unread: 0,
    ...change,
  };
}

export function message(sessionId: string, seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `${sessionId}-${seq}`,
    sessionId,
    seq,
    from: { kind: "customer", id: `c-${sessionId}`, name: "Customer", avatarURL: null },
    timestamp: NOW + seq,
    storedAt: NOW + seq,
    content: `words ${seq}`,
    deliveredAt: null,
    readAt: null,
    ...change,
  };
}

export function desk(sessions: ListedSession[], ...events: DeskEvent[]): Desk {
  const answer = {
    availability: { protocolVersion: 1, attendants: 1, available: 1, waiting: 0, at: NOW },
    attendants: [],
    sessions,
  };
  const all: DeskEvent[] = [
    { type: "began", me: ME, name: "Me", avatarURL: null },
    { type: "loaded", answer, at: NOW },
    ...events,
  ];
  return all.reduce(reduceDesk, emptyDesk());
}
