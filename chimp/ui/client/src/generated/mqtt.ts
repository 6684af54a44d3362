// Made by `npm run generate`, never by hand.
// Made of: a67952a7a382eef988d729d6bdf9358b90e00dadb501ad00ced9a3a20c5e7624
// Is:      a1aa6e23449e4dd4a50ae89cb0bd0ed869e198c67c4fbe7ea5ffb1d3c164740b

/** Of our own dialect; what only adds does not raise it. */
export const PROTOCOL_VERSION = 1;

/**
 * The type of an attendant, and what a session asks for (contract, section 3).
 */
export type Level = "support/firstLevel" | "support/secondLevel" | "support/supervisor";
/**
 * What an attendant's control topic says of their activity monitor (contract, section 3).
 */
export type Console =
  | "attendant/control/terminate/activity_monitor_offline"
  | "attendant/control/resume/activity_monitor_online";
/**
 * What a session's control topic says (contract, section 3).
 */
export type Instruction =
  | "session/ready"
  | "session/update"
  | "session/aborted/unavailableAttendants"
  | "session/aborted/expired"
  | "session/closed";
/**
 * Why a session was closed: nobody was heard for too long, or somebody closed it.
 */
export type Reason = "expired" | "customer" | "attendant" | "banned";
/**
 * `server/sessions/request`: the seed's chat request.
 */
export type SessionRequest =
  | {
      [k: string]: unknown;
    }
  | {
      /**
       * Compared as text, given back with the type it came with.
       */
      requestId: string | number;
    };

export interface Shapes {
  Accept: Accept;
  Acceptance: Acceptance;
  AnAttendant: AnAttendant;
  AttendantEnvelope: AttendantEnvelope;
  AttendantGoodbye: AttendantGoodbye;
  AttendantPayload: AttendantPayload;
  AttendantSay: AttendantSay;
  AttendantSeen: AttendantSeen;
  AttendantShape: AttendantShape;
  AttendantTyping: AttendantTyping;
  Author: Author;
  AvailabilityShape: AvailabilityShape;
  Away: Away;
  Back: Back;
  Ban: Ban;
  ChannelRequest: ChannelRequest;
  Close: Close;
  CloseSession: CloseSession;
  Console: Console;
  ControlAnswer: ControlAnswer;
  ControlShape: ControlShape;
  CustomerPayload: CustomerPayload;
  CustomerShape: CustomerShape;
  Decline: Decline;
  DeliveryShape: DeliveryShape;
  Escalate: Escalate;
  Instruction: Instruction;
  IssuedChannel: IssuedChannel;
  Join: Join;
  KeepAlive: KeepAlive;
  Leave: Leave;
  Level: Level;
  MessageEnvelope: MessageEnvelope;
  MessagePayload: MessagePayload;
  MessageShape: MessageShape;
  MonitorShape: MonitorShape;
  NamedCustomer: NamedCustomer;
  NativeMessageShape: NativeMessageShape;
  NoteShape: NoteShape;
  OfferedSession: OfferedSession;
  Online: Online;
  Open: Open;
  PagePayload: PagePayload;
  PageShape: PageShape;
  PersonPayload: PersonPayload;
  PersonShape: PersonShape;
  PresenceShape: PresenceShape;
  Quit: Quit;
  Rate: Rate;
  RatingShape: RatingShape;
  ReaderShape: ReaderShape;
  Reason: Reason;
  ReceiptPayload: ReceiptPayload;
  ReceiptsShape: ReceiptsShape;
  RefusalShape: RefusalShape;
  Release: Release;
  ReturnedShape: ReturnedShape;
  Say: Say;
  Seen: Seen;
  SeenShape: SeenShape;
  SelfDescription: SelfDescription;
  SessionOnline: SessionOnline;
  SessionRequest: SessionRequest;
  SessionShape: SessionShape;
  SessionSummary: SessionSummary;
  SessionTemplate: SessionTemplate;
  SessionTemplateShape: SessionTemplateShape;
  Take: Take;
  Target: Target;
  Transfer: Transfer;
  Typing: Typing;
  TypingShape: TypingShape;
  Unban: Unban;
  ViewedEnvelope: ViewedEnvelope;
  Wanted: Wanted;
  WantedShape: WantedShape;
  WriteNote: WriteNote;
}
/**
 * `server/attendants/<id>/accept`: the offer.
 */
export interface Accept {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
}
/**
 * `server/attendants/assign`.
 */
export interface Acceptance {
  attendantInfo: AttendantPayload;
  sessionInfo: OfferedSession;
}
export interface AttendantPayload {
  /**
   * Compared as text, given back with the type it came with.
   */
  id: string | number;
  email?: string | null;
  name?: string | null;
  avatarURL?: string | null;
  type?: Level;
}
export interface OfferedSession {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
}
/**
 * Somebody of whom no more is known.
 */
export interface AnAttendant {
  /**
   * Compared as text, given back with the type it came with.
   */
  id: string | number;
}
/**
 * `server/attendants/online`.
 */
export interface AttendantEnvelope {
  attendantInfo: AttendantPayload;
}
/**
 * `server/attendants/quit`.
 */
export interface AttendantGoodbye {
  attendantInfo: AttendantPayload;
}
/**
 * `server/attendants/<id>/messages`.
 */
export interface AttendantSay {
  id: string;
  content: string;
  timestamp?: number | null;
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
}
/**
 * `server/attendants/<id>/viewed`.
 */
export interface AttendantSeen {
  delivered?: number | null;
  read?: number | null;
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
}
/**
 * A support person.
 */
export interface AttendantShape {
  /**
   * Compared as text, given back with the type it came with.
   */
  id: string | number;
  email: string | null;
  name: string | null;
  avatarURL: string | null;
  type: Level;
}
/**
 * `server/attendants/<id>/typing`.
 */
export interface AttendantTyping {
  isTyping: boolean;
  preview?: string | null;
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
}
export interface Author {
  /**
   * Compared as text, given back with the type it came with.
   */
  id: string | number;
}
/**
 * How many attendants there are; retained, and for anybody.
 */
export interface AvailabilityShape {
  protocolVersion: number;
  /**
   * There, and not away.
   */
  attendants: number;
  /**
   * Of them, with room for one more session.
   */
  available: number;
  /**
   * Sessions in the queue.
   */
  waiting: number;
  at: number;
}
/**
 * `server/attendants/<id>/away`.
 */
export interface Away {}
/**
 * `server/attendants/<id>/back`.
 */
export interface Back {}
/**
 * `server/attendants/<id>/ban`: a customer, or with `address` where a session comes from.
 */
export interface Ban {
  sessionId?: (string | number) | null;
  customerId?: (string | number) | null;
  address?: boolean;
  minutes?: number | null;
  reason?: string | null;
}
/**
 * `server/channels/request`: the MQTT twin of `POST /session`.
 */
export interface ChannelRequest {
  /**
   * Compared as text, given back with the type it came with.
   */
  userRequesting: string | number;
  responseTopic: string;
}
/**
 * `<st>/server/close`.
 */
export interface Close {
  reason?: string | null;
}
/**
 * `server/attendants/<id>/close`.
 */
export interface CloseSession {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  reason?: string | null;
}
/**
 * How a session stands, with the member that the clients of 2018 read.
 */
export interface ControlAnswer {
  instruction: Instruction;
  sessionInfo: SessionShape;
  /**
   * Who serves it, if somebody does.
   */
  attendantInfo?: AttendantShape | null;
  /**
   * What the server speaks; in sessions of our own dialect.
   */
  protocolVersion?: number | null;
  /**
   * Number of the last message: fetch what is missing.
   */
  lastSeq?: number | null;
  /**
   * Who is served next has 1; while nobody is asked. Told when it changes.
   */
  queuePosition?: number | null;
  /**
   * Why it was closed.
   */
  reason?: Reason | null;
  /**
   * Who closed it.
   */
  closedBy?: (string | number) | null;
  /**
   * What they said about it.
   */
  closeNote?: string | null;
  /**
   * From 1 to 5, by the customer.
   */
  rating?: number | null;
  /**
   * The same as `instruction`.
   */
  update: string;
}
/**
 * One customer's conversation, and who serves it.
 */
export interface SessionShape {
  /**
   * `st`: its topics lie below, without the base.
   */
  sessionTopic: string;
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  /**
   * In the order they were sent.
   */
  lastMessages: MessageShape[];
  customer: CustomerShape;
  requestID: (string | number) | null;
  /**
   * How long it lives without a sign of its customer.
   */
  keepAliveTTL: number;
  createdAt: number;
  /**
   * What became of it: waits for an attendant, is served, or is over.
   */
  status: "waitingAttendantsAssignment" | "online" | "aborted";
  assignedAttendants: (string | number)[];
  /**
   * The client's own flag: carried, never interpreted.
   */
  expired?: boolean;
  sessionTemplate: SessionTemplateShape;
}
/**
 * One thing said; the dialect of 2019 knows it by its time and its author.
 */
export interface MessageShape {
  from: AttendantShape | CustomerShape;
  /**
   * The sender's own clock.
   */
  timestamp: number;
  /**
   * Text, never markup: show it as it is.
   */
  content: string;
  /**
   * When the other side saw it first.
   */
  readAt: number | null;
}
/**
 * A visitor, with whatever plain details the site told of them.
 */
export interface CustomerShape {
  /**
   * Compared as text, given back with the type it came with.
   */
  id: string | number;
  name: string | null;
  avatarURL: string | null;
  /**
   * The site has signed for who this is.
   */
  verified?: boolean;
  [k: string]: unknown;
}
/**
 * What a session needs.
 */
export interface SessionTemplateShape {
  customersAllowed: number;
  attendants: WantedShape[];
}
/**
 * Whom a session needs.
 */
export interface WantedShape {
  type: Level;
  required: boolean;
}
/**
 * How a session stands.
 */
export interface ControlShape {
  instruction: Instruction;
  sessionInfo: SessionShape;
  /**
   * Who serves it, if somebody does.
   */
  attendantInfo?: AttendantShape | null;
  /**
   * What the server speaks; in sessions of our own dialect.
   */
  protocolVersion?: number | null;
  /**
   * Number of the last message: fetch what is missing.
   */
  lastSeq?: number | null;
  /**
   * Who is served next has 1; while nobody is asked. Told when it changes.
   */
  queuePosition?: number | null;
  /**
   * Why it was closed.
   */
  reason?: Reason | null;
  /**
   * Who closed it.
   */
  closedBy?: (string | number) | null;
  /**
   * What they said about it.
   */
  closeNote?: string | null;
  /**
   * From 1 to 5, by the customer.
   */
  rating?: number | null;
}
export interface CustomerPayload {
  /**
   * Compared as text, given back with the type it came with.
   */
  id: string | number;
  name?: string | null;
  avatarURL?: string | null;
  [k: string]: unknown;
}
/**
 * `server/attendants/<id>/decline`: the offer.
 */
export interface Decline {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
}
/**
 * A message, with the session as it stands then.
 */
export interface DeliveryShape {
  sessionInfo: SessionShape;
  message: MessageShape;
}
/**
 * `server/attendants/<id>/escalate`: to the next level.
 */
export interface Escalate {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  note?: string | null;
}
/**
 * A fresh identification for a chat, and the topic that belongs to it.
 */
export interface IssuedChannel {
  channelTopic: string;
  sessionId: string;
  sessionTopic: string;
  /**
   * Compared as text, given back with the type it came with.
   */
  userRequesting: string | number;
  keepAliveTTL: number;
  createdAt: number;
  status: "pending";
}
/**
 * `server/attendants/<id>/join`.
 */
export interface Join {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
}
/**
 * `<st>/server/keepalive`.
 */
export interface KeepAlive {
  page?: PagePayload | null;
}
/**
 * Where on the site a customer is.
 */
export interface PagePayload {
  url: string;
  title?: string | null;
}
/**
 * `server/attendants/<id>/leave`.
 */
export interface Leave {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
}
/**
 * `<st>/messages`.
 */
export interface MessageEnvelope {
  message: MessagePayload;
}
export interface MessagePayload {
  from: PersonPayload;
  timestamp: number;
  content: string;
}
/**
 * A customer, or with a `type` an attendant.
 */
export interface PersonPayload {
  /**
   * Compared as text, given back with the type it came with.
   */
  id: string | number;
  email?: string | null;
  name?: string | null;
  avatarURL?: string | null;
  type?: Level | null;
}
/**
 * Whether they get new sessions, as far as their activity monitor is concerned.
 */
export interface MonitorShape {
  instruction: Console;
}
/**
 * The customer beside a `customerId`: its own id may be left out.
 */
export interface NamedCustomer {
  id?: (string | number) | null;
  name?: string | null;
  avatarURL?: string | null;
  [k: string]: unknown;
}
/**
 * One thing said. The echo to its sender is the proof that it is stored.
 */
export interface NativeMessageShape {
  /**
   * Made by the sender: the same again is the same message.
   */
  id: string;
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  /**
   * From 1, without gaps: fetch what is missing.
   */
  seq: number;
  from: PersonShape;
  /**
   * The sender's own clock.
   */
  timestamp: number;
  /**
   * The server's.
   */
  storedAt: number;
  /**
   * Text, never markup: show it as it is.
   */
  content: string;
  /**
   * When it first reached the other side.
   */
  deliveredAt: number | null;
  /**
   * When the other side saw it first.
   */
  readAt: number | null;
}
/**
 * Who said or did something, as both sides may know them.
 */
export interface PersonShape {
  /**
   * On which side they are.
   */
  kind: "customer" | "attendant";
  /**
   * Compared as text, given back with the type it came with.
   */
  id: string | number;
  name: string | null;
  avatarURL: string | null;
  /**
   * Of attendants.
   */
  type?: Level | null;
  /**
   * Of customers: whether the site has signed for them.
   */
  verified?: boolean | null;
}
/**
 * What an attendant tells the others about a session; the customer never sees it.
 */
export interface NoteShape {
  id: string;
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  from: PersonShape;
  content: string;
  storedAt: number;
}
/**
 * `server/attendants/<id>/online`. `attendantInfo` counts where nobody has to log in.
 */
export interface Online {
  protocolVersion?: number;
  away?: boolean | null;
  attendantInfo?: AttendantPayload | null;
}
/**
 * `<st>/server/open`: asks for the chat, or comes back to it.
 */
export interface Open {
  protocolVersion?: number;
  customer?: SelfDescription;
  level?: Level;
  requestId?: (string | number) | null;
  page?: PagePayload | null;
  /**
   * Only a message is left: the session waits behind those whose customer is there, and does not expire. An `open` that does not say so makes it like the others again.
   */
  leavesMessage?: boolean;
}
/**
 * What a customer tells about themselves; who they are stands in the topic.
 */
export interface SelfDescription {
  name?: string | null;
  avatarURL?: string | null;
  [k: string]: unknown;
}
/**
 * Where on the site a customer is, as their page says: an http or https address.
 */
export interface PageShape {
  url: string;
  title: string | null;
}
/**
 * Whether an attendant is there, how many sessions they have, and how many they take.
 */
export interface PresenceShape {
  attendant: AttendantShape | AnAttendant;
  state: "online" | "away" | "offline";
  sessions: number;
  /**
   * 0: any number.
   */
  limit: number;
}
/**
 * `server/attendants/<id>/quit`: on this connection, or on all.
 */
export interface Quit {
  everywhere?: boolean;
}
/**
 * `<st>/server/rating`.
 */
export interface Rate {
  score: number;
  comment?: string | null;
}
/**
 * What the customer thinks of how they were served.
 */
export interface RatingShape {
  score: number;
  comment: string | null;
}
/**
 * Who has seen something; the dialect of 2019 does not always say who it was.
 */
export interface ReaderShape {
  /**
   * On which side they are.
   */
  kind: "customer" | "attendant";
  id: (string | number) | null;
}
export interface ReceiptPayload {
  from: Author;
  timestamp: number;
  content?: string | null;
  readAt?: number | null;
}
/**
 * Messages that were read.
 */
export interface ReceiptsShape {
  session: SessionShape;
  /**
   * Each with its `readAt`.
   */
  readMessages: MessageShape[];
}
/**
 * Why nothing was done.
 */
export interface RefusalShape {
  instruction: "error";
  /**
   * For programs.
   */
  code: string;
  /**
   * For people.
   */
  message: string;
  /**
   * Where it is wrong: a dotted path.
   */
  field?: string;
  /**
   * The session it was about, if there is one.
   */
  sessionInfo?: SessionShape | null;
  /**
   * The same as `instruction`, where 2018 reads it.
   */
  update?: string;
  /**
   * What the client had called it.
   */
  id?: string | null;
  /**
   * Versions that are spoken, if that was the reason.
   */
  supported?: number[] | null;
}
/**
 * `server/attendants/<id>/release`: back to the queue.
 */
export interface Release {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  note?: string | null;
}
/**
 * A session that was handed on is theirs again.
 */
export interface ReturnedShape {
  instruction: "transfer/returned";
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  sessionTopic: string;
  /**
   * Why.
   */
  message: string;
}
/**
 * `<st>/server/messages`. The same `id` again is the same message.
 */
export interface Say {
  id: string;
  content: string;
  timestamp?: number | null;
}
/**
 * `<st>/server/viewed`: what has arrived, and what was read, up to these numbers.
 */
export interface Seen {
  delivered?: number | null;
  read?: number | null;
}
/**
 * Everything that the other side wrote, up to these numbers, has arrived or was read.
 */
export interface SeenShape {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  by: PersonShape | ReaderShape;
  delivered?: number | null;
  read?: number | null;
  at: number;
}
/**
 * `server/sessions/online`: the 2019 widget's Session.
 */
export interface SessionOnline {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  customer?: CustomerPayload | null;
  sessionTopic?: string | null;
  requestID?: (string | number) | null;
  status?: string | null;
  expired?: boolean | null;
  sessionTemplate?: SessionTemplate | null;
}
/**
 * What a session needs; the first wanted attendant decides the level.
 */
export interface SessionTemplate {
  /**
   * @maxItems 20
   */
  attendants?: Wanted[];
}
export interface Wanted {
  type?: Level;
}
/**
 * How a session stands, without what was said in it.
 */
export interface SessionSummary {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  sessionTopic: string;
  customer: CustomerShape;
  /**
   * A connection lives on which the customer was heard.
   */
  customerOnline: boolean;
  page: PageShape | null;
  /**
   * The customer left a message, and is not expected to stay.
   */
  leftMessage: boolean;
  status: "waitingAttendantsAssignment" | "online" | "aborted";
  type: Level;
  createdAt: number;
  waitingSince: number;
  assignedAttendants: (string | number)[];
  offeredTo: (string | number) | null;
  /**
   * When the offer to `offeredTo` runs out.
   */
  offerExpiresAt: number | null;
  declinedBy: string[];
  lastSeq: number;
  closedAt: number | null;
  reason: Reason | null;
  closedBy: (string | number) | null;
  closeNote: string | null;
  rating: RatingShape | null;
}
/**
 * `server/attendants/<id>/take`: a session that waits.
 */
export interface Take {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
}
/**
 * To whom a session is handed on: one person, or one level.
 */
export interface Target {
  attendantId?: (string | number) | null;
  level?: Level | null;
}
/**
 * `server/attendants/<id>/transfer`.
 */
export interface Transfer {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  to: Target;
  note?: string | null;
}
/**
 * `<st>/server/typing`.
 */
export interface Typing {
  isTyping: boolean;
  preview?: string | null;
}
/**
 * Somebody is writing, or has stopped.
 */
export interface TypingShape {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  from: PersonShape;
  isTyping: boolean;
  /**
   * What a customer has written so far.
   */
  preview?: string | null;
}
/**
 * `server/attendants/<id>/unban`.
 */
export interface Unban {
  customerId?: (string | number) | null;
  address?: string | null;
}
/**
 * `<st>/messages/viewed`.
 */
export interface ViewedEnvelope {
  /**
   * @maxItems 1000
   */
  readMessages: ReceiptPayload[];
}
/**
 * `server/attendants/<id>/notes`: for attendants alone.
 */
export interface WriteNote {
  /**
   * Compared as text, given back with the type it came with.
   */
  sessionId: string | number;
  id: string;
  content: string;
}

/** What clients publish, by topic. */
export interface UpTopics {
  /** Ask for the chat, come back to it, or tell more of who asks. The answer is a control. */
  "{sessionTopic}/server/open": Open;
  /** Say something; without an echo say it again, with the same id. */
  "{sessionTopic}/server/messages": Say;
  /** Say that one is writing, or has stopped. */
  "{sessionTopic}/server/typing": Typing;
  /** Say up to where the other side's messages arrived, or were read. */
  "{sessionTopic}/server/viewed": Seen;
  /** Say that one is there, in time: `keepAliveTTL`; and on which page, when that changes. */
  "{sessionTopic}/server/keepalive": KeepAlive;
  /** End the session; its token opens nothing after that. */
  "{sessionTopic}/server/close": Close;
  /** Say what one thinks of how one was served; the last word counts. */
  "{sessionTopic}/server/rating": Rate;
  /** Be there for customers, as long as the connection lives. */
  "server/attendants/{attendantId}/online": Online;
  /** Be there no more on this connection; good as a last will. */
  "server/attendants/{attendantId}/quit": Quit;
  /** Get no new sessions, and keep those one has. */
  "server/attendants/{attendantId}/away": Away;
  /** Get new sessions again. */
  "server/attendants/{attendantId}/back": Back;
  /** Take the session that was offered. */
  "server/attendants/{attendantId}/accept": Accept;
  /** Do not take it: the next one is asked at once. */
  "server/attendants/{attendantId}/decline": Decline;
  /** Take a session that waits, whoever is being asked. */
  "server/attendants/{attendantId}/take": Take;
  /** Hand a session to somebody, or to a level. */
  "server/attendants/{attendantId}/transfer": Transfer;
  /** Hand a session to the next level. */
  "server/attendants/{attendantId}/escalate": Escalate;
  /** Give a session back to the queue. */
  "server/attendants/{attendantId}/release": Release;
  /** End a session; its token opens nothing after that. */
  "server/attendants/{attendantId}/close": CloseSession;
  /** Take part in a session that somebody else serves. */
  "server/attendants/{attendantId}/join": Join;
  /** Take part no more. */
  "server/attendants/{attendantId}/leave": Leave;
  /** Say something; without an echo again, with the same id. */
  "server/attendants/{attendantId}/messages": AttendantSay;
  /** Say that one is writing, or has stopped. */
  "server/attendants/{attendantId}/typing": AttendantTyping;
  /** Say up to where the customer's messages arrived, or were read. */
  "server/attendants/{attendantId}/viewed": AttendantSeen;
  /** Tell the other attendants something about a session. */
  "server/attendants/{attendantId}/notes": WriteNote;
  /** Keep a customer or an address out, and end what they have open. */
  "server/attendants/{attendantId}/ban": Ban;
  /** Let a customer or an address in again. */
  "server/attendants/{attendantId}/unban": Unban;
  /** Ask for an identification for a chat: the MQTT twin of `POST /session`. */
  "server/channels/request": ChannelRequest;
  /** Ask for a chat. The same request again is answered, and changes nothing. */
  "server/sessions/request": SessionRequest;
  /** Ask for a chat, come back to it, or keep it alive. */
  "server/sessions/online": SessionOnline;
  /** Be there for customers; said again before the keep-alive time is over. */
  "server/attendants/online": AttendantEnvelope;
  /** Be there no more; the sessions go to others. */
  "server/attendants/quit": AttendantGoodbye;
  /** Take the session that was offered. */
  "server/attendants/assign": Acceptance;
  /** Say something. */
  "{sessionTopic}/messages": MessageEnvelope;
  /** Say which messages were read. */
  "{sessionTopic}/messages/viewed": ViewedEnvelope;
}

/** What clients hear, by topic. */
export interface DownTopics {
  /** What was said and is stored, to its sender too; what came before is at HTTP. */
  "{sessionTopic}/client/messages": NativeMessageShape;
  /** Somebody is writing, or has stopped. */
  "{sessionTopic}/client/typing": TypingShape;
  /** Up to where messages have arrived or were read. */
  "{sessionTopic}/client/viewed": SeenShape;
  /** How many attendants there are, told whenever that changes. */
  "client/desk/availability": AvailabilityShape;
  /** An attendant came, went, or has more or fewer sessions. */
  "client/desk/attendants/{attendantId}": PresenceShape;
  /** How a session stands now, and whether its customer is there; the last one says `aborted`. */
  "client/desk/sessions/{sessionId}": SessionSummary;
  /** What an attendant tells the others about a session. */
  "client/desk/notes/{sessionId}": NoteShape;
  /** The identification that was asked for. */
  "{responseTopic}": IssuedChannel;
  /** How the session stands that was asked for by this request. */
  "client/sessions/{customerId}/{requestID}": ControlAnswer | RefusalShape;
  /** How the session stands, for clients that listen here. */
  "{sessionTopic}/control": ControlShape | RefusalShape;
  /** How the session stands. Who subscribes a moment too late is told the latest. */
  "{sessionTopic}/client/control": ControlShape | RefusalShape;
  /** What was said, to its sender too. */
  "{sessionTopic}/messages": DeliveryShape;
  /** What was read, to its reader too. */
  "{sessionTopic}/messages/viewed": ReceiptsShape;
  /** A session is offered; without an answer in time the next one is asked. */
  "client/attendants/assign/{attendantId}": SessionShape;
  /** What was wrong with something that they published, what came back to them, and whether their activity monitor is heard. */
  "client/attendants/control/{attendantId}": RefusalShape | ReturnedShape | MonitorShape;
}
