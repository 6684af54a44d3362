/** Fetches what was said: the newest, what came before, and what is missing in between. */
import type { ConversationEvent } from "@chimp/client";
import { request } from "../app/http.ts";
import type { Desk } from "./desk.ts";
import { tellDesk, useDesk } from "./store.ts";
import type { ListedSession, Message, Note } from "./wire.ts";

export const PART = 60;
const AGAIN = 3000;

const asked = new Set<string>();

function tell(sessionId: string, event: ConversationEvent): void {
  tellDesk({ type: "conversation", sessionId, event });
}

function messages(sessionId: string, query: string): Promise<Message[]> {
  return request("GET", `/session/${encodeURIComponent(sessionId)}/messages?${query}`);
}

/** The newest messages, if nothing is known yet, and the notes. Raises HttpError or NoAnswer. */
export async function loadThread(sessionId: string): Promise<void> {
  const path = `/session/${encodeURIComponent(sessionId)}/notes?limit=500`;
  const line = useDesk.getState().threads[sessionId]?.line ?? 0;
  const [newest, notes] = await Promise.all([
    messages(sessionId, `before=0&limit=${PART}`),
    request<Note[]>("GET", path),
  ]);
  tell(sessionId, { type: "fetchedEarlier", before: 0, line, messages: newest });
  tellDesk({ type: "notes", sessionId, notes });
}

/** What was said before all that is known. Raises HttpError or NoAnswer. */
export async function loadEarlier(sessionId: string): Promise<void> {
  const thread = useDesk.getState().threads[sessionId];
  if (thread === undefined) {
    return;
  }
  const { firstSeq: before, line } = thread;
  const part = await messages(sessionId, `before=${before}&limit=${PART}`);
  tell(sessionId, { type: "fetchedEarlier", before, line, messages: part });
}

/** A session that this console has not heard of. Returns whether there is one. */
export async function loadSession(sessionId: string): Promise<boolean> {
  const path = `/session/${encodeURIComponent(sessionId)}`;
  const found = await request<{ customer: { id: string | number } } | null>("GET", path);
  if (found === null) {
    return false;
  }
  const sessions = await sessionsOf(found.customer.id);
  tellDesk({ type: "listed", sessions });
  return sessions.some((session) => String(session.sessionId) === sessionId);
}

/** Every session of a customer, newest first. */
export function sessionsOf(customerId: string | number): Promise<ListedSession[]> {
  const query = new URLSearchParams({ state: "all", customer: String(customerId), limit: "100" });
  return request("GET", `/sessions?${query}`);
}

/** Asks for whatever is known to be missing, once each. */
export function fillGaps(desk: Desk): void {
  for (const [sessionId, thread] of Object.entries(desk.threads)) {
    const after = thread.fetchAfter;
    if (after !== null && thread.firstSeq > 0) {
      const gap = `${sessionId} ${after} ${thread.line}`;
      if (!asked.has(gap)) {
        asked.add(gap);
        void fill(sessionId, after, thread.line, gap);
      }
    }
  }
}

/** After the line was gone every gap may be asked for again. */
export function forgetGaps(): void {
  asked.clear();
}

async function fill(sessionId: string, after: number, line: number, gap: string): Promise<void> {
  try {
    const missed = await messages(sessionId, `after=${after}&limit=${PART}`);
    asked.delete(gap);
    tell(sessionId, { type: "fetched", after, line, messages: missed });
  } catch {
    setTimeout(() => {
      asked.delete(gap);
      fillGaps(useDesk.getState());
    }, AGAIN);
  }
}
