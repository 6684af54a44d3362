/** What lies over the console at the moment, of which there is one at most. */
import { create } from "zustand";

export type Panel = "commands" | "shortcuts" | null;

export const usePanels = create<{ shown: Panel; open(panel: Panel): void }>((set) => ({
  shown: null,
  open: (shown) => set({ shown }),
}));
