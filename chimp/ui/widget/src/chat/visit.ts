/* One customer's visit: the conversation they begin, have, come back to or end. It ties together
   the line, the server, what the browser keeps and the reducer; what is seen of it is `state`. */

import {
  type Control,
  type ConversationEvent,
  type Credentials,
  type Down,
  emptyConversation,
  type LineState,
  type Message,
  pending,
  type Refusal,
  reduce,
  TYPING_LASTS,
} from "@chimp/client";
import { read, write } from "../loader/storage.ts";
import { KEYS, type Loader, type Plain } from "../shared.ts";
import { Attention } from "./attention.ts";
import type { LineKind } from "./entries.ts";
import { idOf } from "./identity.ts";
import { Outbox } from "./outbox.ts";
import { currentPage, watchPage } from "./page.ts";
import {
  type Attending,
  readPending,
  readRecord,
  type SessionRecord,
  writePending,
  writeRecord,
} from "./record.ts";
import { type Issued, Refused, Server, type Wanted } from "./server.ts";
import type { Phase, Problem, State } from "./state.ts";
import { TypingSignal } from "./typing.ts";
import { unique } from "./unique.ts";
import { Wire } from "./wire.ts";

const RETRY_FIRST = 2_000;
const RETRY_MOST = 30_000;
/** Of a token's life, after which it is renewed. */
const RENEW_AFTER = 0.8;
const LONGEST_TIMER = 2 ** 31 - 1;
const LONGEST_SILENCE = 300_000;

function stateOf(record: SessionRecord | null): State {
  return {
    phase: record?.isClosed ? "closed" : "start",
    conversation: emptyConversation({ kind: "customer", id: record?.customerId ?? "" }),
    line: "idle",
    isAway: null,
    attendant: record?.attendant ?? null,
    queuePosition: null,
    lines: record?.lines ?? [],
    isLeft: record?.isLeft ?? false,
    canRate: false,
    rating: record?.rating ?? null,
    problem: null,
    isMuted: read(KEYS.isMuted) !== null,
    isIntroduced: record !== null,
    draft: read(KEYS.draft) ?? "",
    announcement: "",
  };
}

export class Visit {
  readonly loader: Loader;
  readonly #server: Server;
  readonly #attention: Attention;
  readonly #listeners = new Set<() => void>();
  readonly #outbox = new Outbox({
    say: (message) => this.#say(message),
    fail: (id) => this.#dispatch({ type: "failed", id, problem: "no_echo" }),
  });
  readonly #typing = new TypingSignal((isTyping) => {
    if (this.#isOpened) this.#wire?.say("typing", { isTyping });
  });
  readonly #endings: (() => void)[] = [];
  #record: SessionRecord | null;
  #state: State;
  #told: Record<string, Plain> = {};
  #wire: Wire | null = null;
  /** The server has answered `open` on this line. */
  #isOpened = false;
  #isAsking = false;
  #isFetching = false;
  #isLookingBack = false;
  #isRunning = true;
  #wait = RETRY_FIRST;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #alive: ReturnType<typeof setInterval> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #attendants: number | null = null;

  constructor(loader: Loader) {
    this.loader = loader;
    this.#server = new Server(loader.server);
    this.#attention = new Attention(loader);
    this.#record = readRecord(loader.server);
    this.#state = stateOf(this.#record);
    this.#listen();
    if (this.#record) {
      this.#restore();
      void this.#resume();
    }
  }

  get state(): State {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // ---- what the customer does ----

  /** The chat is on the screen: whether somebody is there is worth knowing. */
  opened(): void {
    if (!this.#wire && this.#state.phase === "start") this.#connect();
  }

  draft(text: string): void {
    write(KEYS.draft, text === "" ? null : text);
    this.#set({ draft: text });
    this.#typing.wrote(text);
  }

  introduce(told: Record<string, Plain>): void {
    this.#told = told;
    this.#set({ isIntroduced: true });
  }

  write(content: string): void {
    this.#send(content);
    this.#typing.sent();
    write(KEYS.draft, null);
    this.#set({ draft: "" });
  }

  /** The form of an empty desk: it becomes a session that waits. */
  leave(told: Record<string, Plain>, content: string): void {
    this.#told = told;
    this.#set({ isIntroduced: true, isLeft: true });
    this.write(content);
  }

  sendAgain(id: string): void {
    this.#dispatch({ type: "sendAgain", id });
    const message = this.#state.conversation.messages.find((each) => each.id === id);
    if (!message) return;
    this.#set({ problem: null });
    this.#outbox.put(id, message.content, message.timestamp);
    this.#needLine();
  }

  /** Everything down to the end was in view. */
  saw(): void {
    const { conversation } = this.#state;
    if (conversation.unread === 0 || !this.loader.isOpen || document.hidden) return;
    this.#wire?.say("viewed", { read: conversation.lastSeq });
    this.#dispatch({
      type: "seen",
      seen: { by: conversation.me, read: conversation.lastSeq },
    });
  }

  mute(isMuted: boolean): void {
    write(KEYS.isMuted, isMuted ? "1" : null);
    this.#set({ isMuted });
  }

  rate(score: number, comment: string): void {
    this.#wire?.say("rating", { score, ...(comment ? { comment } : {}) });
    this.#set({ rating: score });
    this.#keep({ rating: score });
  }

  end(): void {
    if (this.#isOpened) this.#wire?.say("close", {});
    else this.again();
  }

  /** A new conversation by the same customer. */
  again(): void {
    this.#leaveSession();
    writeRecord(null);
    writePending([]);
    this.#record = null;
    this.#state = { ...stateOf(null), draft: this.#state.draft };
    this.#changed();
    this.#attention.show(0);
    this.loader.emit("session", { state: "none", sessionId: null });
    this.#connect();
  }

  // ---- what the page does ----

  described(): void {
    const id = idOf(this.loader.customer);
    const { phase } = this.#state;
    const isLive = phase === "waiting" || phase === "talking";
    const of = this.#record?.siteId ?? null;
    const isSomebodyElse = this.#record && id !== null && id !== of && !(of === null && isLive);
    if (isSomebodyElse) this.forget();
    else if (this.#isOpened) this.#open();
  }

  forget(): void {
    this.#told = {};
    write(KEYS.draft, null);
    this.again();
    this.#set({ draft: "" });
  }

  stop(): void {
    this.#isRunning = false;
    this.#leaveSession();
    this.#attention.stop();
    for (const end of this.#endings) end();
    this.#listeners.clear();
  }

  // ---- state ----

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #dispatch(event: ConversationEvent): void {
    const before = this.#state.conversation;
    const conversation = reduce(before, event);
    if (conversation === before) return;
    this.#set({ conversation });
    if (conversation.messages !== before.messages) writePending(pending(conversation));
    if (conversation.unread !== before.unread) this.#attention.show(conversation.unread);
    if (conversation.fetchAfter !== null) void this.#catchUp();
  }

  #keep(change: Partial<SessionRecord>): void {
    if (!this.#record) return;
    this.#record = { ...this.#record, ...change };
    writeRecord(this.#record);
  }

  #addLine(kind: LineKind, name: string | null): void {
    const last = this.#state.lines.at(-1);
    if (last?.kind === kind && last.name === name) return;
    const lines = [...this.#state.lines, { at: Date.now(), kind, name }];
    const announcement = this.loader.texts[kind].replace("{name}", name ?? "");
    this.#set({ lines, announcement });
    this.#keep({ lines });
  }

  #enter(phase: Phase): void {
    if (this.#state.phase === phase) return;
    this.#set({ phase });
    if (phase === "start") return;
    const state = phase === "resting" ? "closed" : phase;
    this.loader.emit("session", { state, sessionId: this.#record?.sessionId ?? null });
  }

  #fail(problem: Problem, error: Error): void {
    this.#set({ problem });
    for (const { id } of pending(this.#state.conversation)) {
      this.#outbox.take(id);
      this.#dispatch({ type: "failed", id, problem });
    }
    const code = error instanceof Refused ? error.code : problem;
    this.loader.emit("error", { code, message: error.message });
  }

  // ---- sending ----

  #send(content: string): void {
    const id = unique();
    const now = Date.now();
    this.#set({ problem: null });
    this.#dispatch({ type: "sent", id, content, now });
    this.#outbox.put(id, content, now);
    const { name: told } = this.#told;
    const name = typeof told === "string" ? told : null;
    this.loader.emit("message", { id, from: "customer", name, content });
    this.#needLine();
  }

  #say(message: { id: string; content: string; timestamp: number }): boolean {
    if (!this.#isOpened || this.#state.line !== "online") return false;
    this.#wire?.say("messages", message);
    return true;
  }

  /** There is something to say: begin a session, or go on with the one that rests. */
  #needLine(): void {
    const { phase } = this.#state;
    if (!this.#record) void this.#begin();
    else if (phase === "resting" || (phase === "start" && !this.#isAsking)) this.#connect();
    else this.#wire?.wake();
  }

  // ---- the session ----

  async #begin(): Promise<void> {
    if (this.#isAsking || this.#record) return;
    this.#isAsking = true;
    this.#set({ line: "connecting" });
    try {
      this.#begun(await this.#server.begin(this.#wanted(true)));
    } catch (error) {
      this.#notBegun(error);
    } finally {
      this.#isAsking = false;
    }
  }

  /** `withId`: the id that the page says without proof counts not everywhere. */
  #wanted(withId: boolean): Wanted {
    const { customer, configuration } = this.loader;
    const wanted: Wanted = { customer: this.#description() };
    if (customer.token) wanted.identity = customer.token;
    else if (customer.id !== undefined && withId && !configuration.needsIdentity) {
      wanted.customerId = customer.id;
    }
    return wanted;
  }

  /** What attendants see of the customer. */
  #description(): Record<string, Plain> {
    const { token: _, id: __, attributes, ...said } = this.loader.customer;
    const all = { ...attributes, ...this.#record?.told, ...this.#told, ...said };
    return Object.fromEntries(
      Object.entries(all).filter(([, value]) => value !== undefined && value !== null),
    ) as Record<string, Plain>;
  }

  #begun(issued: Issued): void {
    const now = Date.now();
    this.#record = {
      server: this.loader.server,
      sessionId: issued.sessionId,
      sessionTopic: issued.sessionTopic,
      customerId: issued.customerId,
      siteId: idOf(this.loader.customer),
      token: issued.token,
      tokenIssuedAt: now,
      tokenExpiresAt: issued.tokenExpiresAt,
      keepAliveTTL: issued.keepAliveTTL,
      told: this.#told,
      isLeft: this.#state.isLeft,
      attendant: null,
      lines: this.#state.lines,
      isClosed: false,
      rating: null,
    };
    writeRecord(this.#record);
    this.loader.remember();
    const { conversation } = this.#state;
    const me = { ...conversation.me, id: issued.customerId };
    this.#set({ conversation: { ...conversation, me } });
    this.#wait = RETRY_FIRST;
    this.#connect();
  }

  #notBegun(error: unknown): void {
    if (!(error instanceof Refused) || error.isForNow) this.#tryLater(() => void this.#begin());
    else if (error.code === "identity_refused") this.#fail("identityRefused", error);
    else if (error.status === 429) this.#fail("tooMany", error);
    else this.#fail("refused", error);
    if (this.#state.problem) this.#set({ line: "idle" });
  }

  #tryLater(action: () => void): void {
    this.#set({ line: "offline" });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(
      () => this.#isRunning && action(),
      this.#wait * (0.75 + Math.random() / 2),
    );
    this.#wait = Math.min(this.#wait * 2, RETRY_MOST);
  }

  /** The page was loaded anew, or another tab has begun. */
  #restore(): void {
    this.#dispatch({ type: "restored", pending: readPending() });
    for (const { id, content, timestamp, hasFailed } of pending(this.#state.conversation)) {
      if (!hasFailed) this.#outbox.put(id, content, timestamp);
    }
  }

  async #resume(): Promise<void> {
    const record = this.#record;
    if (!record || !this.#isRunning) return;
    this.#isAsking = true;
    try {
      const session = await this.#server.session(record.sessionId, record.token);
      if (this.#record !== record) return;
      const isWanted = pending(this.#state.conversation).some((each) => !each.hasFailed);
      const isOver = session?.status === "aborted";
      if (session) await this.earlier();
      if ((session && !isOver) || isWanted) this.#connect();
      else this.#enter(session ? "resting" : "start");
    } catch (error) {
      if (this.#record !== record) return;
      if (error instanceof Refused && !error.isForNow) await this.#ended(record);
      else this.#tryLater(() => void this.#resume());
    } finally {
      this.#isAsking = false;
    }
  }

  /** Its token opens it no more: a person has ended it, or it was too long ago. */
  async #ended(record: SessionRecord): Promise<void> {
    const isKnown = await this.#server.session(record.sessionId, "").catch(() => null);
    if (this.#record !== record) return;
    if (!isKnown) {
      this.again();
      return;
    }
    this.#keep({ isClosed: true, token: "" });
    if (this.#state.conversation.firstSeq === 0) await this.earlier().catch(() => undefined);
    this.#close("closed", null);
  }

  #connect(): void {
    this.#wire?.stop();
    this.#isOpened = false;
    const record = this.#record;
    const { server, settings, configuration } = this.loader;
    if (record) this.#set({ line: "connecting" });
    this.#wire = new Wire(record?.sessionTopic ?? null, {
      server,
      settings,
      configuration,
      credentials: (isRenewal) => this.#credentials(isRenewal),
      onState: (state) => this.#lineIs(state, record !== null),
      onHeard: (heard) => this.#heard(heard),
      onSession: (isGranted) => {
        if (isGranted) this.#subscribed();
        else if (record) void this.#ended(record);
      },
    });
    if (!record) return;
    clearInterval(this.#alive);
    const every = Math.min(record.keepAliveTTL / 2, LONGEST_SILENCE);
    this.#alive = setInterval(() => this.#sayAlive(), every);
    this.#planRenewal(record);
  }

  #leaveSession(): void {
    this.#typing.sent();
    this.#outbox.clear();
    this.#wire?.stop();
    this.#wire = null;
    this.#isOpened = false;
    clearTimeout(this.#retry);
    clearTimeout(this.#renewal);
    clearTimeout(this.#quiet);
    clearInterval(this.#alive);
  }

  #sayAlive(): void {
    if (this.#isOpened) this.#wire?.say("keepalive", { page: currentPage() });
  }

  #open(): void {
    const { isLeft } = this.#state;
    this.#wire?.say("open", {
      customer: this.#description(),
      page: currentPage(),
      ...(isLeft ? { leavesMessage: true } : {}),
    });
  }

  // ---- tokens ----

  async #credentials(isRenewal: boolean): Promise<Credentials | null> {
    const record = this.#record;
    if (!record) return null;
    if (isRenewal || record.tokenExpiresAt - Date.now() < 60_000) await this.#renew();
    return { username: "@token", password: this.#record?.token ?? record.token };
  }

  #planRenewal(record: SessionRecord): void {
    const life = record.tokenExpiresAt - record.tokenIssuedAt;
    const at = record.tokenIssuedAt + life * RENEW_AFTER;
    clearTimeout(this.#renewal);
    const wait = Math.min(Math.max(at - Date.now(), RETRY_FIRST), LONGEST_TIMER);
    this.#renewal = setTimeout(() => void this.#renew(), wait);
  }

  async #renew(): Promise<void> {
    const record = this.#record;
    if (!record) return;
    try {
      const issued = await this.#server.renew(record.sessionId, record.token);
      if (this.#record?.sessionId !== record.sessionId) return;
      this.#keep({
        token: issued.token,
        tokenIssuedAt: Date.now(),
        tokenExpiresAt: issued.tokenExpiresAt,
      });
    } catch (error) {
      if (error instanceof Refused && !error.isForNow) void this.#ended(record);
    }
    if (this.#record && !this.#record.isClosed) this.#planRenewal(this.#record);
  }

  // ---- what is heard ----

  #lineIs(state: LineState, isSession: boolean): void {
    if (state !== "online" && this.#isOpened) {
      this.#isOpened = false;
      this.#dispatch({ type: "lineLost" });
    }
    if (state === "refused") {
      if (isSession && this.#record) void this.#ended(this.#record);
    } else if (isSession || state === "offline") {
      this.#set({ line: !isSession && state !== "offline" ? "idle" : state });
    } else this.#set({ line: "idle" });
  }

  #subscribed(): void {
    this.#dispatch({ type: "lineBack" });
    this.#open();
  }

  #heard(heard: Down): void {
    switch (heard.channel) {
      case "desk/availability":
        this.#attendants = heard.payload.attendants;
        this.#lookWhoIsThere();
        break;
      case "control":
        if (heard.payload.instruction === "error") this.#refusedBy(heard.payload as Refusal);
        else this.#controlled(heard.payload as Control);
        break;
      case "messages":
        this.#heardMessage(heard.payload);
        break;
      case "viewed":
        this.#dispatch({ type: "seen", seen: heard.payload });
        break;
      case "typing":
        this.#heardTyping(heard.payload);
        break;
      default:
        break; // for attendants, and heard by nobody else
    }
  }

  #lookWhoIsThere(): void {
    const { isOpen, changesAt } = this.loader.configuration.hours;
    const hasChanged = changesAt !== null && Date.now() >= changesAt;
    const isClosed = hasChanged ? isOpen : !isOpen;
    const isAway = isClosed || (this.#attendants === null ? null : this.#attendants === 0);
    if (isAway !== this.#state.isAway) this.#set({ isAway });
  }

  #controlled(control: Control): void {
    const { sessionInfo, attendantInfo, instruction } = control;
    if (sessionInfo.sessionId !== this.#record?.sessionId) return;
    this.#set({ queuePosition: control.queuePosition ?? null });
    if (control.rating !== undefined && control.rating !== null) this.#rated(control.rating);
    if (instruction === "session/closed" || instruction === "session/aborted/expired") {
      this.#close(instruction === "session/closed" ? "closed" : "resting", control);
    } else if (sessionInfo.status === "online") {
      this.#served(attendantInfo ?? null);
    } else if (sessionInfo.status === "waitingAttendantsAssignment") {
      this.#waits();
    }
    if (sessionInfo.status !== "aborted" && !this.#isOpened) {
      this.#isOpened = true;
      this.#outbox.again();
    }
    if (typeof control.lastSeq !== "number") return;
    this.#dispatch({ type: "told", lastSeq: control.lastSeq });
    if (this.#state.conversation.firstSeq === 0) void this.earlier().catch(() => undefined);
  }

  #served(attendant: Attending | null): void {
    const before = this.#record?.attendant ?? null;
    if (attendant && String(attendant.id) !== String(before?.id)) {
      const { id, name, avatarURL } = attendant;
      this.#keep({ attendant: { id, name, avatarURL }, isLeft: false });
      this.#addLine(before ? "tookOver" : "joined", name ?? this.loader.texts.support);
    }
    this.#set({ attendant: this.#record?.attendant ?? null, isLeft: false });
    this.#enter("talking");
  }

  #waits(): void {
    if (this.#record?.attendant) {
      this.#keep({ attendant: null });
      this.#addLine("handedOn", null);
    } else if (this.#state.isLeft && this.#state.lines.length === 0) {
      this.#addLine("left", null);
    }
    this.#set({ attendant: null });
    this.#enter("waiting");
  }

  #rated(rating: number): void {
    this.#keep({ rating });
    this.#set({ rating });
  }

  /** `control` null: it was found closed. */
  #close(phase: "closed" | "resting", control: Control | null): void {
    const attendant = this.#state.attendant ?? this.#record?.attendant ?? null;
    const name = control?.attendantInfo?.name ?? attendant?.name ?? null;
    if (phase === "resting") this.#addLine("closedExpired", null);
    else if (control?.reason === "customer") this.#addLine("closedByYou", null);
    else if (control?.reason === "attendant" && name) this.#addLine("closedBy", name);
    else if (!this.#state.lines.at(-1)?.kind.startsWith("closed")) this.#addLine("closed", null);
    this.#isOpened = false;
    this.#dispatch({ type: "lineLost" });
    this.#set({
      canRate: phase === "closed" && control?.reason !== "banned" && attendant !== null,
      queuePosition: null,
      line: "idle",
    });
    if (phase === "closed") {
      this.#keep({ isClosed: true });
      this.#outbox.clear();
      for (const { id } of pending(this.#state.conversation)) {
        this.#dispatch({ type: "failed", id, problem: "session_closed" });
      }
      clearTimeout(this.#renewal);
      clearInterval(this.#alive);
    }
    this.#enter(phase);
  }

  #refusedBy(refusal: Refusal): void {
    const { id, code, message } = refusal;
    this.loader.emit("error", { code, message });
    if (code === "banned") this.#fail("refused", new Error(message));
    else if (code === "session_unknown" && this.#record) this.#open();
    else if (id && this.#state.conversation.messages.some((each) => each.id === id)) {
      this.#outbox.take(id);
      this.#dispatch({ type: "failed", id, problem: code });
    }
  }

  #heardMessage(message: Message): void {
    const { messages } = this.#state.conversation;
    const isNews = !messages.some((each) => each.id === message.id && each.seq !== null);
    this.#outbox.take(message.id);
    this.#dispatch({ type: "heard", message });
    if (!isNews || message.from.kind === "customer") return;
    const { id, seq, content } = message;
    const name = message.from.name ?? this.loader.texts.support;
    this.#wire?.say("viewed", { delivered: seq });
    this.#set({ announcement: `${name}: ${content.slice(0, 300)}` });
    this.loader.emit("message", { id, from: "attendant", name: message.from.name, content });
    const isLooking = this.loader.isOpen && !document.hidden;
    if (!isLooking && this.loader.settings.sound && !this.#state.isMuted) this.#attention.call(id);
  }

  #heardTyping(typing: Extract<Down, { channel: "typing" }>["payload"]): void {
    if (typing.from.kind === "customer") return;
    this.#dispatch({ type: "typing", typing, now: Date.now() });
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(
      () => this.#dispatch({ type: "passed", now: Date.now() }),
      TYPING_LASTS + 100,
    );
  }

  /** What was said before the first message that is shown; at first, the newest of all. */
  async earlier(): Promise<void> {
    const record = this.#record;
    const { firstSeq, hasEarlier, line } = this.#state.conversation;
    if (!record || !hasEarlier || this.#isLookingBack) return;
    this.#isLookingBack = true;
    try {
      const { sessionId, token } = record;
      const messages = await this.#server.messagesBefore(sessionId, token, firstSeq);
      if (this.#record?.sessionId !== sessionId) return;
      for (const { id } of messages) this.#outbox.take(id);
      this.#dispatch({ type: "fetchedEarlier", before: firstSeq, line, messages });
    } finally {
      this.#isLookingBack = false;
    }
  }

  async #catchUp(): Promise<void> {
    if (this.#isFetching) return;
    this.#isFetching = true;
    const record = this.#record;
    try {
      for (;;) {
        const { fetchAfter, line } = this.#state.conversation;
        if (fetchAfter === null || !record || this.#record?.sessionId !== record.sessionId) break;
        const { sessionId, token } = this.#record;
        const messages = await this.#server.messagesAfter(sessionId, token, fetchAfter);
        if (this.#record?.sessionId !== sessionId) break;
        for (const { id } of messages) this.#outbox.take(id);
        this.#dispatch({ type: "fetched", after: fetchAfter, line, messages });
      }
    } catch {
      setTimeout(() => this.#isRunning && void this.#catchUp(), RETRY_FIRST);
    } finally {
      this.#isFetching = false;
    }
  }

  // ---- the browser ----

  #listen(): void {
    const on = (target: EventTarget, name: string, act: (event: Event) => void): void => {
      target.addEventListener(name, act);
      this.#endings.push(() => target.removeEventListener(name, act));
    };
    on(window, "online", () => this.#wakeUp());
    on(window, "pageshow", () => this.#wakeUp());
    on(document, "visibilitychange", () => {
      this.#attention.look();
      if (!document.hidden) this.#wakeUp();
    });
    on(window, "storage", (event) => this.#otherTab(event as StorageEvent));
    this.#endings.push(watchPage(() => this.#sayAlive()));
  }

  #wakeUp(): void {
    this.#wire?.wake();
    if (this.#state.line !== "offline" || this.#isAsking || this.#wire) return;
    clearTimeout(this.#retry);
    this.#wait = RETRY_FIRST;
    if (this.#record) void this.#resume();
    else if (pending(this.#state.conversation).length > 0) void this.#begin();
  }

  /** Both tabs show the same: what one of them keeps, the others take up. */
  #otherTab(event: StorageEvent): void {
    if (event.key === KEYS.draft) this.#set({ draft: event.newValue ?? "" });
    else if (event.key === KEYS.isMuted) this.#set({ isMuted: event.newValue !== null });
    else if (event.key === KEYS.pending && this.#record) this.#restore();
    else if (event.key === KEYS.session) this.#otherSession();
  }

  #otherSession(): void {
    const found = readRecord(this.loader.server);
    if (found && found.sessionId === this.#record?.sessionId) {
      this.#record = found;
      this.#set({ lines: found.lines, attendant: found.attendant, rating: found.rating });
      return;
    }
    if (!found && !this.#record) return;
    this.#leaveSession();
    this.#record = found;
    this.#state = { ...stateOf(found), isAway: this.#state.isAway };
    this.#changed();
    this.#attention.show(0);
    if (found) {
      this.#restore();
      void this.#resume();
    } else this.#connect();
  }
}
