/** What is new between one moment of the desk and the next, for whom it concerns: pure. */
import type { Desk, DeskSession } from "../desk/desk.ts";
import { groupOf, isOfferedToMe } from "../desk/order.ts";

export interface News {
  kind: "offer" | "message" | "waiting";
  session: DeskSession;
}

type Seen = Pick<Desk, "me" | "sessions" | "isLoaded">;

/** Offers to this attendant, words of their customers, and who waits for anybody. */
export function newsBetween(before: Seen, after: Seen): News[] {
  if (!before.isLoaded || before.sessions === after.sessions) {
    return [];
  }
  const news: News[] = [];
  for (const [key, session] of Object.entries(after.sessions)) {
    const known = before.sessions[key];
    if (known === session) {
      continue;
    }
    const kind = kindOf(before, after, known, session);
    if (kind !== null) {
      news.push({ kind, session });
    }
  }
  return news;
}

function kindOf(
  before: Seen,
  after: Seen,
  known: DeskSession | undefined,
  session: DeskSession,
): News["kind"] | null {
  if (isOfferedToMe(after, session)) {
    return known !== undefined && isOfferedToMe(before, known) ? null : "offer";
  }
  const group = groupOf(after, session);
  if (group === "mine") {
    return session.unread > (known?.unread ?? 0) ? "message" : null;
  }
  const isFree = group === "waiting" && session.offeredTo === null;
  const wasFree =
    known !== undefined && groupOf(before, known) === "waiting" && known.offeredTo === null;
  return isFree && !wasFree ? "waiting" : null;
}

/** What nobody has looked at yet and is this attendant's business alone. */
export function unseen(desk: Seen): { offers: DeskSession[]; unread: DeskSession[] } {
  const offers: DeskSession[] = [];
  const unread: DeskSession[] = [];
  for (const session of Object.values(desk.sessions)) {
    if (isOfferedToMe(desk, session)) {
      offers.push(session);
    } else if (session.unread > 0 && groupOf(desk, session) === "mine") {
      unread.push(session);
    }
  }
  return { offers, unread };
}
