import { create } from "zustand";
import { type Desk, type DeskEvent, type DeskSession, emptyDesk, reduceDesk } from "./desk.ts";
import type { DeskPresence, Id } from "./wire.ts";

/** The desk as this console knows it; it changes by events alone. */
export const useDesk = create<Desk>(() => emptyDesk());

export function tellDesk(event: DeskEvent): void {
  useDesk.setState((desk) => reduceDesk(desk, event), true);
}

/** Several at once, so that what listens is told once. */
export function tellDeskAll(events: readonly DeskEvent[]): void {
  useDesk.setState((desk) => events.reduce(reduceDesk, desk), true);
}

/** A session, open or closed, if this console has heard of it. */
export function useSession(sessionId: string): DeskSession | null {
  return useDesk((desk) => desk.sessions[sessionId] ?? null);
}

export function useAttendants(): Readonly<Record<string, DeskPresence>> {
  return useDesk((desk) => desk.attendants);
}

export function useOwnPresence(): DeskPresence | null {
  return useDesk((desk) => (desk.me === null ? null : (desk.attendants[String(desk.me)] ?? null)));
}

/** What an attendant is called, as far as the desk knows. */
export function attendantName(attendants: Desk["attendants"], id: Id | null | undefined): string {
  const known = id == null ? undefined : attendants[String(id)]?.attendant;
  return known?.name || known?.email || (id == null ? "" : String(id));
}
