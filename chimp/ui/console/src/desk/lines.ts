/** What has become of a session while one looked on, as lines between its messages. */
import { type Id, isSame, type Summary } from "./wire.ts";

export type LineKind = "assigned" | "joined" | "left" | "handedTo" | "waitsAgain" | "reopened";

export interface SystemLine {
  key: string;
  kind: LineKind;
  who: Id | null;
  at: number;
}

/** What has changed from one summary to the next. */
export function linesBetween(before: Summary, after: Summary, at: number): SystemLine[] {
  const lines: SystemLine[] = [];
  const say = (kind: LineKind, who: Id | null = null) => {
    lines.push({ key: `${kind}-${who ?? ""}-${at}`, kind, who, at });
  };
  if (after.status === "aborted") {
    return lines; // how it ended stands in the summary itself
  }
  if (before.status === "aborted") {
    say("reopened");
  }
  const [hadServer, ...hadJoined] = before.assignedAttendants;
  const [hasServer, ...hasJoined] = after.assignedAttendants;
  const isServed = after.status === "online";
  if (before.status === "online" && !isServed) {
    if (after.offeredTo !== null) {
      say("handedTo", after.offeredTo);
    } else {
      say("waitsAgain");
    }
  }
  if (
    isServed &&
    hasServer !== undefined &&
    !(before.status === "online" && isSame(hadServer, hasServer))
  ) {
    say("assigned", hasServer);
  }
  const joinedBefore = before.status === "online" ? hadJoined : before.assignedAttendants;
  const joinedNow = isServed ? hasJoined : after.assignedAttendants;
  for (const who of joinedNow) {
    if (!joinedBefore.some((other) => isSame(who, other))) {
      say("joined", who);
    }
  }
  for (const who of joinedBefore) {
    if (!after.assignedAttendants.some((other) => isSame(who, other))) {
      say("left", who);
    }
  }
  return lines;
}
