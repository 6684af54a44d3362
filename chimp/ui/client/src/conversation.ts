/**
 * What one session's conversation looks like, as a pure function of what happened: no clock, no
 * network. Time comes in with the events.
 */
import type { Id, Message, Person, Seen, Side, Typing } from "./protocol.ts";

export type MessageState = "sending" | "stored" | "delivered" | "read" | "failed";

/** One bubble. `state` is that of the other side: of somebody's on this side, whether they read it. */
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

/** Somebody is writing since `at`; forgotten after `TYPING_LASTS` ms, or when they say something. */
export interface Writing {
  readonly from: Person;
  readonly preview: string | null;
  readonly at: number;
}

export interface Conversation {
  readonly me: { readonly kind: Side; readonly id: Id };
  /** Stored ones ascending by `seq`, then what is on its way. */
  readonly messages: readonly ChatMessage[];
  /** Everything from `firstSeq` to here is known; what to say in `viewed`. 0: nothing is. */
  readonly lastSeq: number;
  /** The earliest that is known, to be given as `before` for what was said earlier. 0: none is. */
  readonly firstSeq: number;
  /** There is something before `firstSeq`. */
  readonly hasEarlier: boolean;
  /** Something is missing: fetch `?after=` this; null if nothing is. */
  readonly fetchAfter: number | null;
  /** Which line it is (1, 2, … with each reconnect); goes along with what is fetched. */
  readonly line: number;
  readonly typing: readonly Writing[];
  /** The first message of the other side that nobody on this side has read. */
  readonly firstUnread: number | null;
  readonly unread: number;
}

export type ConversationEvent =
  /** Say it: shown at once, and published with the same `id` by who dispatches this. */
  | { type: "sent"; id: string; content: string; now: number }
  /** `client/messages`: somebody's, or the echo of one's own. */
  | { type: "heard"; message: Message }
  /** `?after=<after>` was answered; `line` is the conversation's when it was asked. */
  | { type: "fetched"; after: number; line: number; messages: readonly Message[] }
  /** `?before=<before>` was answered; 0: the newest of all. */
  | { type: "fetchedEarlier"; before: number; messages: readonly Message[] }
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
  /** Ones that were on their way when the page was left: publish them again as well. */
  | { type: "restored"; pending: readonly Pending[] }
  /** The server has told how many there are (`lastSeq` of a control or a summary). */
  | { type: "told"; lastSeq: number }
  | { type: "lineLost" }
  /** Subscribed again: what was said in between has to be fetched. */
  | { type: "lineBack" };

/** A message on its way, to be kept by a page that may be left. */
export interface Pending {
  readonly id: string;
  readonly content: string;
  readonly timestamp: number;
}

export const TYPING_LASTS = 6_000;

export declare function emptyConversation(me: { kind: Side; id: Id }): Conversation;
export declare function reduce(conversation: Conversation, event: ConversationEvent): Conversation;
/** What is on its way or failed, to be stored by a page that may be left. */
export declare function pending(conversation: Conversation): Pending[];
