/** Whether keys without Ctrl or Alt count, in this browser. */
import { create } from "zustand";
import { keep, recall } from "../desk/storage.ts";

const STORED = "chimp.single-keys";

export const useSingleKeys = create<{ isOn: boolean }>(() => ({ isOn: recall(STORED) !== "off" }));

export function setSingleKeys(isOn: boolean): void {
  keep(STORED, isOn ? "on" : "off");
  useSingleKeys.setState({ isOn });
}
