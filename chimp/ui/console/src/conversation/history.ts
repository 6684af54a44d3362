/** What the same customer said before: earlier sessions, fetched part by part as one scrolls up. */
import { create } from "zustand";
import { request } from "../app/http.ts";
import { useDesk } from "../desk/store.ts";
import { loadEarlier, PART, sessionsOf } from "../desk/threads.ts";
import type { ListedSession, Message } from "../desk/wire.ts";
import type { PastBlock } from "./timeline.ts";

interface Past {
  /** Sessions before this one, the newest first; null until somebody has scrolled up to them. */
  sessions: readonly ListedSession[] | null;
  blocks: readonly PastBlock[];
  isFetching: boolean;
  hasFailed: boolean;
}

const NOTHING: Past = { sessions: null, blocks: [], isFetching: false, hasFailed: false };

const usePasts = create<Record<string, Past>>(() => ({}));

export function useEarlier(sessionId: string): Past {
  return usePasts((pasts) => pasts[sessionId] ?? NOTHING);
}

function change(sessionId: string, part: Partial<Past>): void {
  usePasts.setState((pasts) => ({ [sessionId]: { ...(pasts[sessionId] ?? NOTHING), ...part } }));
}

/** Whether there may be more above. */
export function hasMore(sessionId: string, past: Past): boolean {
  const thread = useDesk.getState().threads[sessionId];
  if (thread === undefined || thread.hasEarlier || past.sessions === null) {
    return true;
  }
  const last = past.blocks.at(-1);
  return last?.hasEarlier === true || past.blocks.length < past.sessions.length;
}

/** The next part above what is shown; says so when it could not be fetched. */
export async function fetchMore(sessionId: string): Promise<void> {
  const past = usePasts.getState()[sessionId] ?? NOTHING;
  if (past.isFetching || !hasMore(sessionId, past)) {
    return;
  }
  change(sessionId, { isFetching: true, hasFailed: false });
  try {
    if (useDesk.getState().threads[sessionId]?.hasEarlier === true) {
      await loadEarlier(sessionId);
    } else {
      await fetchPast(sessionId, past);
    }
  } catch {
    change(sessionId, { hasFailed: true });
  } finally {
    change(sessionId, { isFetching: false });
  }
}

async function fetchPast(sessionId: string, past: Past): Promise<void> {
  const session = useDesk.getState().sessions[sessionId];
  if (session === undefined) {
    return;
  }
  if (past.sessions === null) {
    const all = await sessionsOf(session.customer.id);
    const sessions = all
      .filter((one) => one.createdAt < session.createdAt && one.sessionId !== session.sessionId)
      .sort((one, other) => other.createdAt - one.createdAt);
    change(sessionId, { sessions });
    return;
  }
  const last = past.blocks.at(-1);
  if (last?.hasEarlier) {
    const before = last.messages[0]?.seq ?? 0;
    const part = await fetchPart(last.session, before);
    const block = {
      ...last,
      messages: [...part, ...last.messages],
      hasEarlier: (part[0]?.seq ?? 1) > 1,
    };
    change(sessionId, { blocks: [...past.blocks.slice(0, -1), block] });
    return;
  }
  const next = past.sessions[past.blocks.length];
  if (next !== undefined) {
    const messages = await fetchPart(next, 0);
    const hasEarlier = (messages[0]?.seq ?? 1) > 1;
    change(sessionId, { blocks: [...past.blocks, { session: next, messages, hasEarlier }] });
  }
}

function fetchPart(session: ListedSession, before: number): Promise<Message[]> {
  const path = `/session/${encodeURIComponent(String(session.sessionId))}/messages`;
  return request("GET", `${path}?before=${before}&limit=${PART}`);
}
