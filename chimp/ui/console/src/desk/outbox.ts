/**
 * What was said and is not known to be stored: kept in this browser, so that leaving the page loses
 * nothing. It goes again with the same id, which the server takes for the same message.
 */
import { forget, keep, recallAll } from "./storage.ts";

export interface Outgoing {
  kind: "message" | "note";
  id: string;
  sessionId: string;
  content: string;
  timestamp: number;
}

function prefix(attendant: string): string {
  return `chimp.outbox.${attendant}.`;
}

export function keepOutgoing(attendant: string, outgoing: Outgoing): void {
  keep(prefix(attendant) + outgoing.id, JSON.stringify(outgoing));
}

export function dropOutgoing(attendant: string, id: string): void {
  forget(prefix(attendant) + id);
}

/** In the order they were said. */
export function recallOutgoing(attendant: string): Outgoing[] {
  return recallAll(prefix(attendant))
    .map(([, text]) => parsed(text))
    .filter((outgoing) => outgoing !== null)
    .sort((one, other) => one.timestamp - other.timestamp);
}

function parsed(text: string): Outgoing | null {
  try {
    const told = JSON.parse(text) as Outgoing;
    const isWhole = [told.id, told.sessionId, told.content].every(
      (part) => typeof part === "string",
    );
    return isWhole && typeof told.timestamp === "number" ? told : null;
  } catch {
    return null;
  }
}
