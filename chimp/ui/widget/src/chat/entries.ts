/* What stands in the conversation, top to bottom: days, lines of the system, and runs of what one
   person said. Pure: the same in, the same out. */

import type { ChatMessage } from "@chimp/client";

export type LineKind =
  | "joined"
  | "tookOver"
  | "handedOn"
  | "closedBy"
  | "closedByYou"
  | "closedExpired"
  | "closed"
  | "left";

/** Something that happened, to be seen by the customer. */
export interface SystemLine {
  readonly at: number;
  readonly kind: LineKind;
  readonly name: string | null;
}

export type Entry =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "line"; readonly key: string; readonly line: SystemLine }
  | { readonly kind: "run"; readonly key: string; readonly messages: readonly ChatMessage[] };

const BREAK = 10 * 60_000;

export function momentOf(message: ChatMessage): number {
  return message.storedAt ?? message.timestamp;
}

export function entriesOf(
  messages: readonly ChatMessage[],
  lines: readonly SystemLine[],
): readonly Entry[] {
  const found: Entry[] = [];
  let run: ChatMessage[] = [];
  let day = "";

  const endRun = (): void => {
    const [first] = run;
    if (first) found.push({ kind: "run", key: `run ${first.id}`, messages: run });
    run = [];
  };
  const begin = (at: number): void => {
    const its = new Date(at).toDateString();
    if (its === day) return;
    endRun();
    day = its;
    found.push({ kind: "day", key: `day ${its}`, at });
  };

  const waiting = [...lines].sort((one, other) => one.at - other.at);
  const linesUntil = (moment: number): void => {
    for (let next = waiting[0]; next && next.at <= moment; next = waiting[0]) {
      waiting.shift();
      begin(next.at);
      endRun();
      found.push({ kind: "line", key: `line ${next.at} ${next.kind}`, line: next });
    }
  };

  for (const message of messages) {
    const at = momentOf(message);
    linesUntil(at);
    begin(at);
    const before = run.at(-1);
    if (before && !belongTogether(before, message)) endRun();
    run.push(message);
  }
  endRun();
  linesUntil(Number.POSITIVE_INFINITY);
  return found;
}

function belongTogether(before: ChatMessage, next: ChatMessage): boolean {
  return (
    before.isOwn === next.isOwn &&
    before.from.id === next.from.id &&
    momentOf(next) - momentOf(before) < BREAK
  );
}
