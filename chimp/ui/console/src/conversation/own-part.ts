/** What this attendant may do in a session: the server decides, this only shows what it would allow. */

import type { Account } from "../app/account.ts";
import { supervises, useAccount } from "../app/account.ts";
import { type Desk, type DeskSession, isParticipant } from "../desk/desk.ts";
import { isOfferedToMe } from "../desk/order.ts";
import { useDesk } from "../desk/store.ts";
import { isSame } from "../desk/wire.ts";
import { LEVELS } from "../language/index.ts";

export interface OwnPart {
  /** They are the one who serves it. */
  serves: boolean;
  hasJoined: boolean;
  isOffered: boolean;
  canTake: boolean;
  canJoin: boolean;
  mayHandOn: boolean;
  mayClose: boolean;
  /** What they say reaches the customer. */
  canAnswer: boolean;
}

export function ownPart(desk: Pick<Desk, "me">, session: DeskSession, account: Account): OwnPart {
  const isOpen = session.status !== "aborted";
  const isServed = session.status === "online";
  const isIn = isOpen && isParticipant(desk, session);
  const serves = isServed && isSame(session.assignedAttendants[0], desk.me);
  const isSupervisor = supervises(account);
  const rank = rankOf(account.type);
  const isHighEnough = isSupervisor || rank >= rankOf(session.type);
  const isOffered = isOfferedToMe(desk, session);
  return {
    serves,
    hasJoined: isIn && !serves,
    isOffered,
    canTake: isOpen && !isServed && !isOffered && isHighEnough,
    canJoin: isServed && !isIn && isSupervisor,
    mayHandOn: isServed && (serves || isSupervisor),
    mayClose: isOpen && (serves || isIn || isSupervisor),
    canAnswer: isIn,
  };
}

function rankOf(level: string): number {
  return (LEVELS as readonly string[]).indexOf(level);
}

export function useOwnPart(session: DeskSession): OwnPart {
  const account = useAccount();
  const me = useDesk((desk) => desk.me);
  return ownPart({ me }, session, account);
}
