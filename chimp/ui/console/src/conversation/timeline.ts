/** What stands in a conversation from top to bottom: pure, so that it can be tested without a page. */
import type { ChatMessage } from "@chimp/client";
import type { PendingNote } from "../desk/desk.ts";
import type { SystemLine } from "../desk/lines.ts";
import type { Id, ListedSession, Message, Note } from "../desk/wire.ts";
import { midnight } from "../language/time.ts";
import {
  type Bubble,
  chatMessage,
  once,
  pastMessage,
  pendingNote,
  type Spoken,
  storedNote,
} from "./spoken.ts";

/** A pause so long begins a new run, with its time. */
export const PAUSE = 10 * 60_000;

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

type Standing = Exclude<TimelineItem, Bubble>;

type Entry = { at: number; item: Spoken | Standing };

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
    item: once(message, me, pastMessage),
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
    entries.push({ at, item: once(message, me, chatMessage) });
  }
  for (const note of parts.notes) {
    if (note.storedAt >= first) {
      entries.push({ at: note.storedAt, item: once(note, me, storedNote) });
    }
  }
  for (const line of parts.lines) {
    entries.push({ at: line.at, item: { kind: "line", key: `line ${line.key}`, line } });
  }
  // What is stored keeps the server's order; what is on its way comes last whatever its clock says.
  const stored = stable(entries.filter(({ item }) => !isUnderWay(item)));
  const underWay = [
    ...entries.filter(({ item }) => isUnderWay(item)),
    ...parts.pendingNotes.map((note) => ({ at: note.at, item: once(note, me, pendingNote) })),
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

function isUnderWay(item: Entry["item"]): boolean {
  return item.kind === "spoken" && item.isUnderWay;
}

function stable(entries: Entry[]): Entry[] {
  return entries.sort((one, other) => one.at - other.at);
}

/** A bubble whose run may go on. */
interface Open {
  said: Spoken;
  at: number;
  isFirst: boolean;
  hasTime: boolean;
}

/** Puts days between them, and finds where each run begins and ends. */
function inRuns(entries: readonly Entry[]): TimelineItem[] {
  const items: TimelineItem[] = [];
  let day = 0;
  let nextDay = 0;
  let open = null as Open | null;
  for (const { at, item } of entries) {
    const before = open;
    const isNewDay = at < day || at >= nextDay;
    const pause = before === null || isNewDay ? PAUSE : at - before.at;
    const said = item.kind === "spoken" ? item : null;
    const goesOn = pause < PAUSE && said?.voice === before?.said.voice;
    if (before !== null) {
      items.push(placed(before, !goesOn));
    }
    if (isNewDay) {
      day = midnight(at);
      nextDay = midnight(at, 1);
      items.push({ kind: "day", key: `day ${day} ${item.key}`, at: day });
    }
    if (item.kind !== "spoken") {
      items.push(item);
    }
    open = said && { said, at, isFirst: !goesOn, hasTime: pause >= PAUSE };
  }
  return open === null ? items : [...items, placed(open, true)];
}

/** The very bubble of before if it stands as before: of thousands, only what has changed is drawn. */
function placed({ said, isFirst, hasTime }: Open, isLast: boolean): Bubble {
  const { bubble } = said;
  if (bubble.isFirst !== isFirst || bubble.isLast !== isLast || bubble.hasTime !== hasTime) {
    said.bubble = { ...bubble, isFirst, isLast, hasTime };
  }
  return said.bubble;
}
