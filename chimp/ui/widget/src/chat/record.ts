/* What is kept in the browser of a conversation, from the moment on when the customer began it. */

import type { Pending } from "@chimp/client";
import { read, write } from "../loader/storage.ts";
import { KEYS, type Plain } from "../shared.ts";
import type { SystemLine } from "./entries.ts";

export interface Attending {
  readonly id: string | number;
  readonly name: string | null;
  readonly avatarURL: string | null;
}

export interface SessionRecord {
  /** Whose it is: a page may change from one server to another. */
  readonly server: string;
  readonly sessionId: string;
  readonly sessionTopic: string;
  readonly customerId: string | number;
  /** Who the page said it was; null for a visitor. */
  readonly siteId: string | null;
  readonly token: string;
  readonly tokenIssuedAt: number;
  readonly tokenExpiresAt: number;
  readonly keepAliveTTL: number;
  /** What the customer told in a form. */
  readonly told: Readonly<Record<string, Plain>>;
  /** A message was left while nobody was there. */
  readonly isLeft: boolean;
  readonly attendant: Attending | null;
  readonly lines: readonly SystemLine[];
  /** A person has ended it. */
  readonly isClosed: boolean;
  readonly rating: number | null;
}

const MAX_LINES = 40;

export function readRecord(server: string): SessionRecord | null {
  const found = parsed(read(KEYS.session)) as SessionRecord | null;
  const isWhole =
    found?.server === server &&
    typeof found.sessionId === "string" &&
    typeof found.sessionTopic === "string" &&
    typeof found.token === "string" &&
    Array.isArray(found.lines);
  return isWhole ? found : null;
}

export function writeRecord(record: SessionRecord | null): void {
  const kept = record && { ...record, lines: record.lines.slice(-MAX_LINES) };
  write(KEYS.session, kept && JSON.stringify(kept));
}

/** What was on its way when the page was left. */
export function readPending(): Pending[] {
  const found = parsed(read(KEYS.pending));
  if (!Array.isArray(found)) return [];
  const whole = (found as Partial<Pending>[]).filter(
    (each): each is Pending =>
      typeof each?.id === "string" &&
      typeof each.content === "string" &&
      typeof each.timestamp === "number",
  );
  return whole.map((each) => ({ ...each, hasFailed: each.hasFailed === true }));
}

export function writePending(pending: readonly Pending[]): void {
  const text = pending.length > 0 ? JSON.stringify(pending) : null;
  if (text !== read(KEYS.pending)) write(KEYS.pending, text);
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
