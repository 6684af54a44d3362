/** The drafts as they are shown; `drafts.ts` keeps them. */
import { create } from "zustand";
import { useDesk } from "../desk/store.ts";
import { type Draft, type Mode, readDraft, writeDraft } from "./drafts.ts";

const useDrafts = create<{ version: number }>(() => ({ version: 0 }));

function attendant(): string {
  return String(useDesk.getState().me);
}

/** The draft of a session; shown anew whenever it is written, wherever that is. */
export function useDraft(sessionId: string): [Draft, (change: Partial<Draft>) => void] {
  useDrafts((drafts) => drafts.version);
  return [readDraft(attendant(), sessionId), (change) => changeDraft(sessionId, change)];
}

export function changeDraft(sessionId: string, change: Partial<Draft>): void {
  writeDraft(attendant(), sessionId, { ...readDraft(attendant(), sessionId), ...change });
  useDrafts.setState(({ version }) => ({ version: version + 1 }));
}

/** Puts a text where it can be changed, after what is being written there. */
export function showDraft(sessionId: string, mode: Mode, text: string): void {
  const draft = readDraft(attendant(), sessionId);
  const before = draft[mode].trimEnd();
  changeDraft(sessionId, { mode, [mode]: before === "" ? text : `${before}\n${text}` });
  focusComposer();
}

/** The cursor goes to where one writes, as soon as it is there. */
export function focusComposer(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-composer]")?.focus());
}
