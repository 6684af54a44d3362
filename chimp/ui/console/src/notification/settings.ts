/** Whether one is told of news, in this browser. One switch turns all of it off, in every tab. */
import { create } from "zustand";

const STORED = "chimp.muted";

export const useNotificationSettings = create<{ isMuted: boolean }>(() => ({ isMuted: stored() }));

export function setMuted(isMuted: boolean): void {
  try {
    localStorage.setItem(STORED, isMuted ? "yes" : "no");
  } catch {
    // storage is forbidden: it holds until the page is closed
  }
  useNotificationSettings.setState({ isMuted });
}

globalThis.addEventListener?.("storage", ({ key }) => {
  if (key === STORED) {
    useNotificationSettings.setState({ isMuted: stored() });
  }
});

function stored(): boolean {
  try {
    return localStorage.getItem(STORED) === "yes";
  } catch {
    return false;
  }
}
