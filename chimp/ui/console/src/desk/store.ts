import { create } from "zustand";
import { useStanding } from "../app/account.ts";
import type { DeskSession } from "./desk.ts";
import { type Desk, type DeskEvent, emptyDesk, reduceDesk } from "./desk.ts";
import type { Presence } from "./wire.ts";

/** The desk as this console knows it; it changes by events alone. */
export const useDesk = create<Desk>(() => emptyDesk());

export function tellDesk(event: DeskEvent): void {
  useDesk.setState((desk) => reduceDesk(desk, event), true);
}

/** A session, open or closed, if this console has heard of it. */
export function useSession(sessionId: string): DeskSession | null {
  return useDesk((desk) => desk.sessions[sessionId] ?? null);
}

export function useAttendants(): Readonly<Record<string, Presence>> {
  return useDesk((desk) => desk.attendants);
}

export function useOwnPresence(): Presence | null {
  const own = useStanding((standing) => standing.account?.id);
  return useDesk((desk) => (own === undefined ? null : (desk.attendants[String(own)] ?? null)));
}
