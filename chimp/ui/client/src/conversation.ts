/**
 * What one session's conversation looks like, as a pure function of what happened: no clock, no
 * network. Time comes in with the events.
 *
 * Whoever keeps one also
 * - dispatches `fetchedEarlier` with the answer of `?before=<firstSeq>` at first, and again when
 *   somebody scrolls to the top while `hasEarlier`;
 * - asks for `?after=<fetchAfter>` whenever that is not null and there is a line, and dispatches
 *   `fetched` with the answer, until it is null;
 * - publishes what is `sent` again with the same id when no echo comes, and says `failed` in the end.
 */
import type { Id, Message, Person, Seen, Side, Typing } from "./protocol.ts";

export type MessageState = "sending" | "stored" | "delivered" | "read" | "failed";

/** One bubble. What is said by one side is `read` when somebody of the other side has read it. */
export interface ChatMessage {
  readonly id: string;
  /** Null until it is stored. */
  readonly seq: number | null;
  readonly state: MessageState;
  readonly isOwn: boolean;
  readonly from: Person;
  readonly content: string;
  /** The sender's clock. */
  readonly timestamp: number;
  /** The server's clock; null until it is stored. */
  readonly storedAt: number | null;
  /** Why it failed, as the server's code (`too_long`), or null. */
  readonly problem: string | null;
}

/** Somebody was writing at `at`; over after `TYPING_LASTS` ms, or when they say something. */
export interface Writing {
  readonly from: Person;
  readonly preview: string | null;
  readonly at: number;
}

/** Up to where a side has received and read what the other side said. */
interface Mark {
  readonly delivered: number;
  readonly read: number;
}

export interface Conversation {
  readonly me: Person;
  /** Stored ones ascending by `seq`, then what is on its way or failed. */
  readonly messages: readonly ChatMessage[];
  /** How many of them are stored. */
  readonly stored: number;
  /** Everything from `firstSeq` to here is known; what to say in `viewed`. 0: nothing is. */
  readonly lastSeq: number;
  /** The earliest that is known, to be asked for as `before`. 0: nothing is yet. */
  readonly firstSeq: number;
  /** There is, or may be, something before `firstSeq`. */
  readonly hasEarlier: boolean;
  /** Something is, or may be, missing: fetch `?after=` this; null if nothing is. */
  readonly fetchAfter: number | null;
  /** Which line it is (0: none yet); goes along with what is fetched, as it was when it was asked. */
  readonly line: number;
  /** Everybody but oneself. */
  readonly typing: readonly Writing[];
  /** Number of the first message of the other side that nobody on this side has read. */
  readonly firstUnread: number | null;
  readonly unread: number;
  /** For `reduce` alone, as all that follows: what each side has seen of the other. */
  readonly marks: Readonly<Record<Side, Mark>>;
  /** The highest number that the server has told of. */
  readonly told: number;
  /** What was said before this line came has not been fetched to its end. */
  readonly isDoubtful: boolean;
}

export type ConversationEvent =
  /** Say it: shown at once, and published with the same `id` by who dispatches this. */
  | { type: "sent"; id: string; content: string; now: number }
  /** `client/messages`: somebody's, or the echo of one's own. */
  | { type: "heard"; message: Message }
  /** `?after=<after>` was answered; `line` is the conversation's when it was asked. */
  | { type: "fetched"; after: number; line: number; messages: readonly Message[] }
  /** `?before=<before>` was answered; 0: the newest of all. `line` as above. */
  | { type: "fetchedEarlier"; before: number; line: number; messages: readonly Message[] }
  /** `client/viewed`, or what this side has read, before the server has said so. */
  | { type: "seen"; seen: Pick<Seen, "by" | "delivered" | "read"> }
  | { type: "typing"; typing: Typing; now: number }
  /** Time has passed: whoever was writing and has stopped without a word is forgotten. */
  | { type: "passed"; now: number }
  /** No echo has come, or it was refused (`problem` is the code). */
  | { type: "failed"; id: string; problem?: string | null }
  | { type: "sendAgain"; id: string }
  /** Give up one that failed. */
  | { type: "discarded"; id: string }
  /** What was on its way when the page was left: publish it again as well. */
  | { type: "restored"; pending: readonly Pending[] }
  /** The server has told how many there are (`lastSeq` of a control or a summary). */
  | { type: "told"; lastSeq: number }
  | { type: "lineLost" }
  /** Subscribed, or subscribed again: what was said before is to be fetched. */
  | { type: "lineBack" };

/** A message on its way, to be kept by a page that may be left. */
export interface Pending {
  readonly id: string;
  readonly content: string;
  readonly timestamp: number;
  readonly hasFailed: boolean;
}

/** Milliseconds. */
export const TYPING_LASTS = 6_000;

const STATES: readonly MessageState[] = ["failed", "sending", "stored", "delivered", "read"];
const UNSEEN: Mark = { delivered: 0, read: 0 };

/** Of somebody who has just come. */
export function emptyConversation(me: {
  kind: Side;
  id: Id;
  name?: string | null;
  avatarURL?: string | null;
}): Conversation {
  return {
    me: { name: null, avatarURL: null, ...me },
    messages: [],
    stored: 0,
    lastSeq: 0,
    firstSeq: 0,
    hasEarlier: true,
    fetchAfter: null,
    line: 0,
    typing: [],
    firstUnread: null,
    unread: 0,
    marks: { customer: UNSEEN, attendant: UNSEEN },
    told: 0,
    isDoubtful: false,
  };
}

/** What is on its way or failed, in the order in which it was said. */
export function pending(conversation: Conversation): Pending[] {
  return conversation.messages
    .slice(conversation.stored)
    .map(({ id, content, timestamp, state }) => ({
      id,
      content,
      timestamp,
      hasFailed: state === "failed",
    }));
}

/** The conversation after the event; the very same one if nothing has changed. */
export function reduce(before: Conversation, event: ConversationEvent): Conversation {
  switch (event.type) {
    case "heard":
      return settled(taken(withoutWriter(before, event.message.from), [event.message]));
    case "fetched":
      return settled(taken(after(before, event), event.messages));
    case "fetchedEarlier":
      return settled(taken(earlier(before, event), event.messages));
    case "told":
      return settled(told(before, event.lastSeq));
    case "sent":
      return added(before, [{ ...event, timestamp: event.now, hasFailed: false }]);
    case "restored":
      return added(before, event.pending);
    case "failed":
      return changed(before, event.id, { state: "failed", problem: event.problem ?? null });
    case "sendAgain":
      return changed(before, event.id, { state: "sending", problem: null });
    case "discarded":
      return discarded(before, event.id);
    case "seen":
      return seen(before, event.seen);
    case "typing":
      return typed(before, event.typing, event.now);
    case "passed":
      return written(before, (writing) => event.now - writing.at < TYPING_LASTS);
    case "lineLost":
      return written(before, () => false);
    case "lineBack":
      return settled({ ...before, line: before.line + 1, isDoubtful: true });
  }
}

/** Where a number stands, or would stand, among those that are stored. */
function placeOf(messages: readonly ChatMessage[], stored: number, seq: number): number {
  let low = 0;
  let high = stored;
  const last = messages[stored - 1]?.seq ?? 0;
  if (seq > last) return stored; // what is new is nearly always the newest
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `?after=` says everything that follows, up to the last one that it has. */
function after(
  before: Conversation,
  page: { after: number; line: number; messages: readonly Message[] },
): Conversation {
  const firstSeq = before.firstSeq || (page.after === 0 ? 1 : 0);
  const joins = firstSeq > 0 && page.after >= firstSeq - 1 && page.after <= before.lastSeq;
  if (!joins) return before;
  const end = page.messages.at(-1)?.seq;
  if (end !== undefined) return { ...before, firstSeq, lastSeq: Math.max(before.lastSeq, end) };
  const newest = before.messages[before.stored - 1]?.seq ?? 0;
  return {
    ...before,
    firstSeq,
    told: Math.min(before.told, Math.max(before.lastSeq, newest)),
    isDoubtful: before.isDoubtful && page.line !== before.line,
  };
}

/** `?before=` says everything from the first one that it has. */
function earlier(
  before: Conversation,
  page: { before: number; line: number; messages: readonly Message[] },
): Conversation {
  const { firstSeq, lastSeq } = before;
  const isDoubtful = before.isDoubtful && !(page.before === 0 && page.line === before.line);
  const start = page.messages[0]?.seq ?? 1;
  const end = page.before > 0 ? page.before - 1 : (page.messages.at(-1)?.seq ?? 0);
  if (firstSeq === 0) return { ...before, isDoubtful, firstSeq: start, lastSeq: end };
  if (start > lastSeq + 1) return { ...before, isDoubtful };
  const joins = end >= firstSeq - 1;
  return {
    ...before,
    isDoubtful,
    firstSeq: Math.min(start, firstSeq),
    lastSeq: joins ? Math.max(end, lastSeq) : end,
  };
}

function told(before: Conversation, lastSeq: number): Conversation {
  if (lastSeq === 0 && before.firstSeq === 0 && before.told === 0)
    return { ...before, firstSeq: 1 };
  return lastSeq > before.told ? { ...before, told: lastSeq } : before;
}

/** Everything that follows from which numbers are known. */
function settled(before: Conversation): Conversation {
  const { messages, stored, firstSeq } = before;
  let { lastSeq } = before;
  for (let at = placeOf(messages, stored, lastSeq + 1); at < stored; at++) {
    if (messages[at]?.seq !== lastSeq + 1) break;
    lastSeq++;
  }
  const newest = Math.max(before.told, messages[stored - 1]?.seq ?? 0);
  const fetchAfter = firstSeq > 0 && (newest > lastSeq || before.isDoubtful) ? lastSeq : null;
  const hasEarlier = firstSeq !== 1;
  const isSame =
    lastSeq === before.lastSeq &&
    fetchAfter === before.fetchAfter &&
    hasEarlier === before.hasEarlier;
  return isSame ? before : { ...before, lastSeq, fetchAfter, hasEarlier };
}

/** Stored messages, ascending: what is known already is not shown again, and a pending one is no more. */
function taken(before: Conversation, page: readonly Message[]): Conversation {
  const firstSeq = before.firstSeq || (page[0]?.seq ?? 0);
  const waiting = before.messages.slice(before.stored);
  const ids = new Set(waiting.length ? page.map((message) => message.id) : []);
  const left = waiting.filter((message) => !ids.has(message.id));
  const messages = before.messages.slice(0, before.stored);
  let hasChanged = left.length < waiting.length;
  let { unread, firstUnread } = before;
  for (const message of page) {
    if (message.seq < firstSeq) continue; // earlier than what is shown: it comes with its page
    const at = placeOf(messages, messages.length, message.seq);
    const known = messages[at]?.seq === message.seq ? messages[at] : undefined;
    const now = shown(before, message, known);
    if (now === known) continue;
    hasChanged = true;
    messages.splice(at, known ? 1 : 0, now);
    if (message.from.kind === before.me.kind) continue;
    if (now.state !== "read") {
      if (known) continue;
      unread++;
      firstUnread = Math.min(firstUnread ?? message.seq, message.seq);
    } else if (known) unread--;
  }
  if (!hasChanged) return before;
  const stored = messages.length;
  messages.push(...left);
  const isFirst = before.firstSeq === 0 && stored > 0;
  const after = { ...before, messages, stored, unread };
  return {
    ...after,
    firstSeq,
    lastSeq: isFirst ? firstSeq : before.lastSeq,
    firstUnread: unread ? nextUnread(after, firstUnread ?? 0) : null,
  };
}

/** A stored message as a bubble; `known` itself if that says the same. */
function shown(
  { me, marks }: Conversation,
  message: Message,
  known: ChatMessage | undefined,
): ChatMessage {
  const { id, seq, from, content, timestamp, storedAt, readAt, deliveredAt } = message;
  const mark = marks[from.kind === "customer" ? "attendant" : "customer"];
  const told = readAt !== null ? "read" : deliveredAt !== null ? "delivered" : "stored";
  const state = further(further(told, stateBy(mark, seq)), known?.state ?? "stored");
  if (known && state === known.state) return known;
  const isOwn = isSame(from, me);
  return { id, seq, state, isOwn, from, content, timestamp, storedAt, problem: null };
}

const stateBy = (mark: Mark, seq: number): MessageState =>
  seq <= mark.read ? "read" : seq <= mark.delivered ? "delivered" : "stored";

const further = (one: MessageState, other: MessageState): MessageState =>
  STATES.indexOf(one) > STATES.indexOf(other) ? one : other;

/** The same person, whichever type their id has. */
const isSame = (
  one: { kind: Side; id: Id | null },
  other: { kind: Side; id: Id | null },
): boolean => one.kind === other.kind && String(one.id) === String(other.id);

/** The first that is unread, from a number on. */
function nextUnread({ messages, stored, me }: Conversation, from: number): number | null {
  for (let at = placeOf(messages, stored, from); at < stored; at++) {
    const message = messages[at];
    if (message && message.from.kind !== me.kind && message.state !== "read") return message.seq;
  }
  return null;
}

/** Only what lies between the old marks and the new ones is looked at. */
function seen(before: Conversation, told: Pick<Seen, "by" | "delivered" | "read">): Conversation {
  const side = told.by.kind;
  const old = before.marks[side];
  const read = Math.max(old.read, told.read ?? 0);
  const delivered = Math.max(old.delivered, told.delivered ?? 0, read);
  if (read === old.read && delivered === old.delivered) return before;
  const mark = { delivered, read };
  const { stored, me } = before;
  const messages = [...before.messages];
  let { unread } = before;
  for (let at = placeOf(messages, stored, old.read + 1); at < stored; at++) {
    const message = messages[at];
    if (!message?.seq || message.seq > delivered) break;
    if (message.from.kind === side) continue;
    const state = further(message.state, stateBy(mark, message.seq));
    if (state === message.state) continue;
    messages[at] = { ...message, state };
    if (side === me.kind && state === "read") unread--;
  }
  const after = { ...before, messages, unread, marks: { ...before.marks, [side]: mark } };
  return { ...after, firstUnread: unread ? nextUnread(after, before.firstUnread ?? 0) : null };
}

/** On their way, below everything that is stored; each id once. */
function added(before: Conversation, said: readonly Pending[]): Conversation {
  const fresh = said.filter(
    ({ id }, at) =>
      !before.messages.some((message) => message.id === id) &&
      said.findIndex((other) => other.id === id) === at,
  );
  if (fresh.length === 0) return before;
  const bubbles = fresh.map(
    ({ id, content, timestamp, hasFailed }): ChatMessage => ({
      id,
      content,
      timestamp,
      seq: null,
      state: hasFailed ? "failed" : "sending",
      isOwn: true,
      from: before.me,
      storedAt: null,
      problem: null,
    }),
  );
  return { ...before, messages: [...before.messages, ...bubbles] };
}

/** Where one that is not stored stands, or -1. */
const pendingPlace = ({ messages, stored }: Conversation, id: string): number =>
  messages.findIndex((message, at) => at >= stored && message.id === id);

function changed(before: Conversation, id: string, change: Partial<ChatMessage>): Conversation {
  const at = pendingPlace(before, id);
  const old = before.messages[at];
  if (!old || (old.state === change.state && old.problem === change.problem)) return before;
  return { ...before, messages: before.messages.with(at, { ...old, ...change }) };
}

function discarded(before: Conversation, id: string): Conversation {
  const at = pendingPlace(before, id);
  if (before.messages[at]?.state !== "failed") return before;
  return { ...before, messages: before.messages.toSpliced(at, 1) };
}

function typed(
  before: Conversation,
  { from, isTyping, preview }: Typing,
  now: number,
): Conversation {
  if (isSame(from, before.me)) return before;
  const others = withoutWriter(before, from);
  if (!isTyping) return others;
  return { ...others, typing: [...others.typing, { from, preview: preview ?? null, at: now }] };
}

const withoutWriter = (before: Conversation, who: Person): Conversation =>
  written(before, (writing) => !isSame(writing.from, who));

function written(before: Conversation, stays: (writing: Writing) => boolean): Conversation {
  const typing = before.typing.filter(stays);
  return typing.length < before.typing.length ? { ...before, typing } : before;
}
