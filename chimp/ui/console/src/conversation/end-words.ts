import type { Desk } from "../desk/desk.ts";
import { attendantName } from "../desk/store.ts";
import type { ListedSession } from "../desk/wire.ts";
import { words } from "./words.ts";

/** How a session ended. */
export function endWords(session: ListedSession, attendants: Desk["attendants"]): string {
  switch (session.reason) {
    case "attendant":
      return words("closed_attendant", { name: attendantName(attendants, session.closedBy) });
    case "customer":
      return words("closed_customer");
    case "expired":
      return words("closed_expired");
    case "banned":
      return words("closed_banned");
    default:
      return words("closed_unknown");
  }
}
