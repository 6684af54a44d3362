/** Notifications of the system, for who has allowed them and looks elsewhere. */
import { create } from "zustand";

export type Permission = "default" | "granted" | "denied" | "impossible";

export const useDesktop = create<{ permission: Permission }>(() => ({ permission: now() }));

function now(): Permission {
  return typeof Notification === "undefined" ? "impossible" : Notification.permission;
}

/** To be called by a click: browsers ask nobody else. */
export async function askForDesktop(): Promise<void> {
  if (typeof Notification !== "undefined") {
    await Notification.requestPermission();
    useDesktop.setState({ permission: now() });
  }
}

/** One for each `tag`; a later one takes the place of the former. Returns how to take it back. */
export function notify(options: {
  title: string;
  body: string;
  tag: string;
  onClick(): void;
}): () => void {
  if (now() !== "granted") {
    return () => undefined;
  }
  try {
    const shown = new Notification(options.title, {
      body: options.body,
      tag: options.tag,
      icon: "/icons/icon-192.png",
      silent: true, // the console has its own sound
    });
    shown.onclick = () => {
      window.focus();
      options.onClick();
      shown.close();
    };
    return () => shown.close();
  } catch {
    return () => undefined; // phones allow it to service workers alone
  }
}
