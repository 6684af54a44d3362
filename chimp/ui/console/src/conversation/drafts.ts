/**
 * What is being written in each session: kept in this browser with every key that is pressed, so
 * that neither another session, nor a reload, nor the end of the log-in loses it.
 */
import { forget, keep, recall } from "../desk/storage.ts";

export type Mode = "reply" | "note";

export interface Draft {
  reply: string;
  note: string;
  mode: Mode;
}

const EMPTY: Draft = { reply: "", note: "", mode: "reply" };

const known = new Map<string, Draft>();

function keyOf(attendant: string, sessionId: string): string {
  return `chimp.draft.${attendant}.${sessionId}`;
}

export function readDraft(attendant: string, sessionId: string): Draft {
  const key = keyOf(attendant, sessionId);
  let draft = known.get(key);
  if (draft === undefined) {
    draft = parsed(recall(key));
    known.set(key, draft);
  }
  return draft;
}

/** An empty one takes no room. */
export function writeDraft(attendant: string, sessionId: string, draft: Draft): void {
  const key = keyOf(attendant, sessionId);
  known.set(key, draft);
  if (draft.reply === "" && draft.note === "" && draft.mode === "reply") {
    forget(key);
  } else {
    keep(key, JSON.stringify(draft));
  }
}

/** What was written and not sent, as one line; empty if there is nothing. */
export function hasDraft(attendant: string, sessionId: string): string {
  const { reply, note } = readDraft(attendant, sessionId);
  return (reply.trim() || note.trim()).slice(0, 120);
}

function parsed(text: string | null): Draft {
  if (text === null) {
    return EMPTY;
  }
  try {
    const told = JSON.parse(text) as Partial<Draft>;
    return {
      reply: typeof told.reply === "string" ? told.reply : "",
      note: typeof told.note === "string" ? told.note : "",
      mode: told.mode === "note" ? "note" : "reply",
    };
  } catch {
    return EMPTY;
  }
}
