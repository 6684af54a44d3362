/** Which question about handing on is open: asked by a button, the menu, a key, or the command bar. */
import { create } from "zustand";
import type { HandOverKind } from "./hand-over.tsx";

export const useHandOver = create<{
  kind: HandOverKind | null;
  open(kind: HandOverKind | null): void;
}>((set) => ({ kind: null, open: (kind) => set({ kind }) }));
