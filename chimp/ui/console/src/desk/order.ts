/** Which sessions are listed, in which order, and which of them need the reader now. */
import { type Desk, type DeskSession, isParticipant } from "./desk.ts";
import { isSame } from "./wire.ts";

export type View = "all" | "mine" | "waiting" | "others" | "closed";
export type Group = "mine" | "waiting" | "others" | "closed";

export function groupOf(desk: Pick<Desk, "me">, session: DeskSession): Group {
  if (session.status === "aborted") {
    return "closed";
  }
  if (isParticipant(desk, session) || isOfferedToMe(desk, session)) {
    return "mine";
  }
  return session.status === "online" ? "others" : "waiting";
}

export function isOfferedToMe(desk: Pick<Desk, "me">, session: DeskSession): boolean {
  return session.status === "waitingAttendantsAssignment" && isSame(session.offeredTo, desk.me);
}

/** When something was last said in it. */
export function lastHeard(session: DeskSession): number {
  return session.lastMessage?.storedAt ?? session.createdAt;
}

/** Who waits longest comes first, messages that were left after those who are there. */
function byWaiting(one: DeskSession, other: DeskSession): number {
  const left = Number(one.leftMessage === true) - Number(other.leftMessage === true);
  return left || one.waitingSince - other.waitingSince || byId(one, other);
}

/** Offers first, then what is unread, then by when something was said last. */
function byNews(desk: Pick<Desk, "me">) {
  return (one: DeskSession, other: DeskSession): number =>
    Number(isOfferedToMe(desk, other)) - Number(isOfferedToMe(desk, one)) ||
    Number(other.unread > 0) - Number(one.unread > 0) ||
    lastHeard(other) - lastHeard(one) ||
    byId(one, other);
}

function byId(one: DeskSession, other: DeskSession): number {
  return String(one.sessionId) < String(other.sessionId) ? -1 : 1;
}

/** The sessions of each group, in their order. */
export function grouped(
  desk: Pick<Desk, "me" | "sessions">,
  text = "",
): Record<Group, DeskSession[]> {
  const groups: Record<Group, DeskSession[]> = { mine: [], waiting: [], others: [], closed: [] };
  for (const session of Object.values(desk.sessions)) {
    if (matches(session, text)) {
      groups[groupOf(desk, session)].push(session);
    }
  }
  groups.mine.sort(byNews(desk));
  groups.waiting.sort(byWaiting);
  groups.others.sort(byNews(desk));
  groups.closed.sort((one, other) => (other.closedAt ?? 0) - (one.closedAt ?? 0));
  return groups;
}

/** Whether the customer's name, id or details, or what was said last, has every word in it. */
export function matches(session: DeskSession, text: string): boolean {
  const wanted = folded(text).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) {
    return true;
  }
  const { avatarURL: _, ...details } = session.customer;
  const said = [...Object.values(details), session.sessionId, session.lastMessage?.content ?? ""];
  const all = folded(said.join(" "));
  return wanted.every((word) => all.includes(word));
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** How many sessions need this attendant now: offered to them, unread, or waiting for anybody. */
export function attention(desk: Pick<Desk, "me" | "sessions">): number {
  return Object.values(desk.sessions).filter((session) => needsMe(desk, session)).length;
}

export function needsMe(desk: Pick<Desk, "me">, session: DeskSession): boolean {
  switch (groupOf(desk, session)) {
    case "mine":
      return session.unread > 0 || isOfferedToMe(desk, session);
    case "waiting":
      return session.offeredTo === null;
    default:
      return false;
  }
}
