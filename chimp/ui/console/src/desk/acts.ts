/** What an attendant does, as `server/attendants/<id>/<act>`. */
import { type AttendantActs, publication } from "@chimp/client";
import { showToast } from "../ui/index.ts";
import { useLine } from "./line.ts";
import { useDesk } from "./store.ts";
import { words } from "./words.ts";

type Publish = (topic: string, payload: object, options: { isKept: boolean }) => void;

let publish: Publish | null = null;

/** Where acts go from now on; null: nowhere. */
export function actThrough(through: Publish | null): void {
  publish = through;
}

/** Publishes; what is kept waits while there is no line. Returns whether it may arrive. */
export function act<Act extends keyof AttendantActs>(
  name: Act,
  payload: AttendantActs[Act],
  isKept = false,
): boolean {
  const { me } = useDesk.getState();
  if (me === null || publish === null) {
    return false;
  }
  // biome-ignore lint/suspicious/noExplicitAny: name and payload belong together by their type
  const [topic, said] = publication({ act: name, attendantId: me, payload } as any);
  publish(topic, said, { isKept });
  return isKept || useLine.getState().state === "online";
}

/** Something a person has asked for by a click: when there is no line, they are told. */
export function ask<Act extends keyof AttendantActs>(name: Act, payload: AttendantActs[Act]): void {
  if (!act(name, payload)) {
    showToast({ text: words("notOffline"), tone: "danger" });
  }
}

export const goAway = () => ask("away", {});

export function goOnline(): void {
  act("online", {});
  ask("back", {});
}

export const accept = (sessionId: string) => ask("accept", { sessionId });
export const decline = (sessionId: string) => ask("decline", { sessionId });
export const take = (sessionId: string) => ask("take", { sessionId });
export const join = (sessionId: string) => ask("join", { sessionId });
export const leave = (sessionId: string) => ask("leave", { sessionId });

export function transfer(
  sessionId: string,
  to: AttendantActs["transfer"]["to"],
  note: string | null,
): void {
  ask("transfer", { sessionId, to, ...(note && { note }) });
}

export function escalate(sessionId: string, note: string | null): void {
  ask("escalate", { sessionId, ...(note && { note }) });
}

export function release(sessionId: string, note: string | null): void {
  ask("release", { sessionId, ...(note && { note }) });
}

export function closeSession(sessionId: string, reason: string | null): void {
  ask("close", { sessionId, ...(reason && { reason }) });
}
