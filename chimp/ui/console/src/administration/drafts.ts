/**
 * What was changed in a form and is not saved yet. It is kept while the page is open: whoever leaves
 * a form, by whatever way, finds it as it was; and the browser asks before the page itself goes.
 */
import { create } from "zustand";
import { isEqual } from "./equal.ts";

export type DraftKey = "widget" | "hours" | "access" | "desk";

interface Kept {
  saved: unknown;
  draft: unknown;
}

const useDrafts = create<Partial<Record<DraftKey, Kept>>>(() => ({}));

export interface Draft<Value> {
  /** As it stands in the form. */
  value: Value;
  isDirty: boolean;
  change(value: Value): void;
  discard(): void;
}

/** A form's value: what was saved, until something is changed. */
export function useDraft<Value>(key: DraftKey, saved: Value): Draft<Value> {
  const kept = useDrafts((drafts) => drafts[key]);
  const value = kept === undefined ? saved : (kept.draft as Value);
  return {
    value,
    isDirty: kept !== undefined && !isEqual(kept.draft, saved),
    change: (draft) => {
      // Changed back to what it was: nothing to save, nothing to guard.
      useDrafts.setState({ [key]: isEqual(draft, saved) ? undefined : { saved, draft } });
    },
    discard: () => useDrafts.setState({ [key]: undefined }),
  };
}

/** The forms that hold something unsaved. */
export function useUnsaved(): readonly DraftKey[] {
  const drafts = useDrafts();
  return (Object.keys(drafts) as DraftKey[]).filter((key) => drafts[key] !== undefined);
}

export function unsavedNow(): boolean {
  return Object.values(useDrafts.getState()).some((kept) => kept !== undefined);
}

let isGuarding = false;

/** Asks before the page is closed or loaded anew while something is unsaved, wherever one is then. */
export function guardLeaving(): void {
  if (isGuarding) return;
  isGuarding = true;
  addEventListener("beforeunload", (event) => {
    if (unsavedNow()) event.preventDefault();
  });
}
