/** What stands in a conversation from top to bottom: pure, so that it can be tested without a page. */
import type { ChatMessage, MessageState } from "@chimp/client";
import type { PendingNote } from "../desk/desk.ts";
import type { SystemLine } from "../desk/lines.ts";
import {
  type Id,
  isSame,
  type ListedSession,
  type Message,
  type Note,
  type Person,
} from "../desk/wire.ts";
import { midnight } from "../language/time.ts";

/** A pause so long begins a new run, with its time. */
export const PAUSE = 10 * 60_000;

export interface Bubble {
  kind: "message" | "note";
  key: string;
  id: string;
  from: Person | null;
  content: string;
  at: number;
  /** Null: of the customer, or of a note that is stored. */
  state: MessageState | null;
  problem: string | null;
  isMine: boolean;
  isCustomers: boolean;
  isFirst: boolean;
  isLast: boolean;
  hasTime: boolean;
}

export type TimelineItem =
  | Bubble
  | { kind: "day"; key: string; at: number }
  | { kind: "session"; key: string; session: ListedSession; isEarlier: boolean }
  | { kind: "line"; key: string; line: SystemLine }
  | { kind: "end"; key: string; session: ListedSession }
  | { kind: "unread"; key: string };

export interface PastBlock {
  session: ListedSession;
  messages: readonly Message[];
  hasEarlier: boolean;
}

export interface TimelineParts {
  me: Id | null;
  session: ListedSession;
  messages: readonly ChatMessage[];
  notes: readonly Note[];
  pendingNotes: readonly PendingNote[];
  lines: readonly SystemLine[];
  /** Earlier sessions, the newest first. */
  past: readonly PastBlock[];
  /** Whether everything of this session from its first message on is known. */
  isWhole: boolean;
  /** Above which message the mark of what is new stands. */
  unreadFrom: number | null;
}

type Entry = { at: number; item: Bubble | Exclude<TimelineItem, Bubble> };

export function timelineOf(parts: TimelineParts): TimelineItem[] {
  const blocks = [...parts.past].reverse().flatMap((block) => earlierItems(block, parts.me));
  const own = fromWhatIsKnown(inRuns(ownEntries(parts)), parts.isWhole);
  const title: TimelineItem = {
    kind: "session",
    key: `session ${parts.session.sessionId}`,
    session: parts.session,
    isEarlier: false,
  };
  const isTitled = blocks.length > 0;
  return [...blocks, ...(isTitled ? [title] : []), ...own];
}

function earlierItems(block: PastBlock, me: Id | null): TimelineItem[] {
  const entries = block.messages.map((message) => ({
    at: message.storedAt,
    item: bubbleOf(message, stateOf(message), me),
  }));
  const { session } = block;
  const title: TimelineItem = {
    kind: "session",
    key: `session ${session.sessionId}`,
    session,
    isEarlier: true,
  };
  const head = block.hasEarlier ? [] : [title];
  const items = fromWhatIsKnown(inRuns(entries), !block.hasEarlier);
  return [...head, ...items, { kind: "end", key: `end ${session.sessionId}`, session }];
}

/**
 * The first message of a part stands for what comes before it: whether it begins a day or a run is
 * known with that, and to show it sooner would move all that is below when it comes.
 */
function fromWhatIsKnown(items: TimelineItem[], isWhole: boolean): TimelineItem[] {
  const first = items.findIndex((item) => item.kind === "message");
  const isAlone = !items.some((item, index) => index > first && item.kind === "message");
  return isWhole || isAlone ? items : items.slice(first + 1);
}

function ownEntries(parts: TimelineParts): Entry[] {
  const { session, me } = parts;
  const entries: Entry[] = [];
  const first = parts.isWhole ? 0 : (parts.messages[0]?.storedAt ?? 0);
  for (const message of parts.messages) {
    const at = message.storedAt ?? message.timestamp;
    if (parts.unreadFrom !== null && message.seq === parts.unreadFrom) {
      entries.push({ at, item: { kind: "unread", key: "unread" } });
    }
    entries.push({
      at,
      item: { ...bubbleOf(message, message.state, me), problem: message.problem },
    });
  }
  for (const note of parts.notes) {
    if (note.storedAt >= first) {
      entries.push({ at: note.storedAt, item: noteBubble(note, me) });
    }
  }
  for (const line of parts.lines) {
    entries.push({ at: line.at, item: { kind: "line", key: `line ${line.key}`, line } });
  }
  // What is stored keeps the server's order; what is on its way comes last whatever its clock says.
  const stored = stable(entries.filter(({ item }) => !isUnderWay(item)));
  const underWay = [
    ...entries.filter(({ item }) => isUnderWay(item)),
    ...parts.pendingNotes.map((note) => ({ at: note.at, item: pendingNoteBubble(note) })),
  ];
  const all = [...stored, ...stable(underWay)];
  if (session.status === "aborted") {
    const at = session.closedAt ?? all.at(-1)?.at ?? session.createdAt;
    const end: Entry = { at, item: { kind: "end", key: `end ${session.sessionId}`, session } };
    const place = all.findIndex((entry) => entry.at > at);
    return place < 0 ? [...all, end] : [...all.slice(0, place), end, ...all.slice(place)];
  }
  return all;
}

function isUnderWay(item: TimelineItem): boolean {
  return item.kind === "message" && (item.state === "sending" || item.state === "failed");
}

function stable(entries: Entry[]): Entry[] {
  return entries.sort((one, other) => one.at - other.at);
}

/** Puts days between them, and finds where each run begins and ends. */
function inRuns(entries: readonly Entry[]): TimelineItem[] {
  const items: TimelineItem[] = [];
  let day = 0;
  let last: Bubble | null = null;
  for (const { at, item } of entries) {
    const itsDay = midnight(at);
    if (itsDay !== day) {
      day = itsDay;
      items.push({ kind: "day", key: `day ${itsDay} ${item.key}`, at: itsDay });
      last = null;
    }
    if (item.kind !== "message" && item.kind !== "note") {
      last = null;
      items.push(item);
      continue;
    }
    const goesOn = last !== null && isSameRun(last, item);
    if (goesOn && last !== null) {
      last.isLast = false;
    }
    item.isFirst = !goesOn;
    item.isLast = true;
    item.hasTime = last === null || at - last.at >= PAUSE;
    items.push(item);
    last = item;
  }
  return items;
}

function isSameRun(one: Bubble, other: Bubble): boolean {
  return (
    one.kind === other.kind &&
    one.isCustomers === other.isCustomers &&
    one.isMine === other.isMine &&
    isSame(one.from?.id ?? "", other.from?.id ?? "") &&
    other.at - one.at < PAUSE
  );
}

function stateOf(message: Message): MessageState {
  return message.readAt !== null ? "read" : message.deliveredAt !== null ? "delivered" : "stored";
}

function bubbleOf(
  message: Pick<Message, "id" | "from" | "content" | "timestamp"> & { storedAt: number | null },
  state: MessageState,
  me: Id | null,
): Bubble {
  const isCustomers = message.from.kind === "customer";
  return {
    kind: "message",
    key: message.id,
    id: message.id,
    from: message.from,
    content: message.content,
    at: message.storedAt ?? message.timestamp,
    state: isCustomers ? null : state,
    problem: null,
    isMine: !isCustomers && isSame(message.from.id, me),
    isCustomers,
    isFirst: true,
    isLast: true,
    hasTime: false,
  };
}

function noteBubble(note: Note, me: Id | null): Bubble {
  return {
    kind: "note",
    key: note.id,
    id: note.id,
    from: note.from,
    content: note.content,
    at: note.storedAt,
    state: null,
    problem: null,
    isMine: isSame(note.from.id, me),
    isCustomers: false,
    isFirst: true,
    isLast: true,
    hasTime: false,
  };
}

function pendingNoteBubble(note: PendingNote): Bubble {
  return {
    kind: "note",
    key: note.id,
    id: note.id,
    from: null,
    content: note.content,
    at: note.at,
    state: note.hasFailed ? "failed" : "sending",
    problem: null,
    isMine: true,
    isCustomers: false,
    isFirst: true,
    isLast: true,
    hasTime: false,
  };
}
