/* A session from its beginning to its end: asked for, taken up again, connected, and left. */

import type { CustomerActs, LineState } from "@chimp/client";
import { pending } from "@chimp/client";
import { Hearing } from "./hearing.ts";
import { History } from "./history.ts";
import { descriptionOf, recordOf, type Told, wantedBy } from "./introduction.ts";
import { Outbox } from "./outbox.ts";
import { currentPage } from "./page.ts";
import { readPending, type SessionRecord, writePending, writeRecord } from "./record.ts";
import { type Issued, isFinal, Refused, Server } from "./server.ts";
import type { Problem } from "./state.ts";
import type { Store } from "./store.ts";
import { Tokens } from "./tokens.ts";
import { Wire } from "./wire.ts";

const RETRY_FIRST = 2_000;
const RETRY_MOST = 30_000;
const LONGEST_SILENCE = 300_000;

export class Session {
  readonly outbox: Outbox;
  readonly history: History;
  /** What the customer told in a form. */
  told: Told = {};
  readonly #store: Store;
  readonly #server: Server;
  readonly #tokens: Tokens;
  readonly #hearing: Hearing;
  #wire: Wire | null = null;
  #isOpened = false;
  #isAsking = false;
  #isRunning = true;
  #wait = RETRY_FIRST;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #alive: ReturnType<typeof setInterval> | undefined;

  constructor(store: Store) {
    this.#store = store;
    this.#server = new Server(store.loader.server);
    this.outbox = new Outbox({
      say: (message) => this.#store.state.line === "online" && this.say("messages", message),
      fail: (id) => store.dispatch({ type: "failed", id, problem: "no_echo" }),
    });
    this.history = new History(store, this.#server, this.outbox);
    this.#tokens = new Tokens(store, this.#server, () => this.#ended());
    this.#hearing = new Hearing(store, this.outbox, {
      opened: () => this.#opened(),
      over: () => this.#over(),
      open: () => this.open(),
      delivered: (seq) => this.say("viewed", { delivered: seq }),
      lookBack: () => void this.history.earlier().catch(() => undefined),
      banned: (message) => this.#fail("refused", new Error(message)),
    });
    store.onGap = () => void this.history.catchUp();
  }

  /** The server has taken it up on this line. */
  get isOpened(): boolean {
    return this.#isOpened;
  }

  /** Returns whether there is a line; what is lost with it is said again by who says it. */
  say<Act extends keyof CustomerActs>(act: Act, payload: CustomerActs[Act]): boolean {
    if (this.#isOpened) this.#wire?.say(act, payload);
    return this.#isOpened;
  }

  /** Also after the end, when nothing else is heard any more. */
  rate(score: number, comment: string): void {
    this.#wire?.say("rating", { score, ...(comment ? { comment } : {}) });
  }

  sayAlive(): void {
    this.say("keepalive", { page: currentPage() });
  }

  /** Ask for the chat, or tell more about oneself. */
  open(): void {
    this.#wire?.say("open", {
      customer: descriptionOf(this.#store, this.told),
      page: currentPage(),
      ...(this.#store.state.isLeft ? { leavesMessage: true } : {}),
    });
  }

  /** Nothing has begun: hear whether somebody is there. */
  listen(): void {
    if (!this.#wire && !this.#store.record) this.#connect();
  }

  /** There is something to say: begin, or go on with what rests. */
  need(): void {
    const { record, state } = this.#store;
    if (!record) void this.#begin();
    else if (state.phase === "resting" || (state.phase === "start" && !this.#isAsking)) {
      this.#connect();
    } else this.wake();
  }

  /** The network may be back, or somebody looks again. */
  wake(): void {
    this.#wire?.wake();
    const { record, state } = this.#store;
    if (state.line !== "offline" || this.#isAsking || (record && this.#wire)) return;
    this.#wait = RETRY_FIRST;
    clearTimeout(this.#retry);
    if (record) void this.resume();
    else if (pending(state.conversation).length > 0) void this.#begin();
  }

  /** What was on its way when the page was left, or is in another tab. */
  restore(): void {
    this.#store.dispatch({ type: "restored", pending: readPending() });
    for (const each of pending(this.#store.state.conversation)) {
      if (!each.hasFailed) this.outbox.put(each.id, each.content, each.timestamp);
    }
  }

  /** The page was loaded anew, or another tab has begun. */
  async resume(): Promise<void> {
    const { record } = this.#store;
    if (!record || !this.#isRunning) return;
    this.#isAsking = true;
    try {
      const session = await this.#asked(record);
      if (session) await this.history.earlier();
      if (this.#isStill(record)) this.#found(session);
    } catch (error) {
      if (!this.#isStill(record)) return;
      if (isFinal(error)) void this.#ended();
      else this.#tryLater(() => void this.resume());
    } finally {
      this.#isAsking = false;
    }
  }

  /** Without a word to the server: it finds out by itself. */
  leave(): void {
    this.outbox.clear();
    this.#hearing.stop();
    this.#tokens.stop();
    this.#wire?.stop();
    this.#wire = null;
    this.#isOpened = false;
    clearTimeout(this.#retry);
    clearInterval(this.#alive);
  }

  /** Leave it, and be ready for another. */
  renew(): void {
    this.leave();
    writeRecord(null);
    writePending([]);
    this.#store.restart(null);
    this.#store.loader.emit("session", { state: "none", sessionId: null });
    if (this.#store.loader.isOpen) this.listen();
  }

  stop(): void {
    this.#isRunning = false;
    this.leave();
  }

  #isStill(record: SessionRecord): boolean {
    return this.#isRunning && this.#store.record?.sessionId === record.sessionId;
  }

  /** Its token may be too old: whoever left a message gets another one while it is open. */
  async #asked({ sessionId, token }: SessionRecord): Promise<{ status: string } | null> {
    try {
      return await this.#server.session(sessionId, token);
    } catch (error) {
      if (!token || !isFinal(error)) throw error;
      await this.#tokens.renew();
      return this.#server.session(sessionId, this.#store.record?.token ?? token);
    }
  }

  #found(session: { status: string } | null): void {
    if (session && this.#store.record?.isClosed) return; // to be read, and no more
    const isOver = session?.status === "aborted";
    const isWanted = pending(this.#store.state.conversation).some((each) => !each.hasFailed);
    if ((session && !isOver) || isWanted) this.#connect();
    else if (session) this.#store.enter("resting");
    else this.renew(); // it was begun, and nothing was said
  }

  async #begin(): Promise<void> {
    if (this.#isAsking || this.#store.record) return;
    this.#isAsking = true;
    this.#store.set({ line: "connecting" });
    try {
      this.#begun(await this.#server.begin(wantedBy(this.#store, this.told)));
    } catch (error) {
      this.#notBegun(error);
    } finally {
      this.#isAsking = false;
    }
  }

  #begun(issued: Issued): void {
    this.#store.begun(recordOf(this.#store, issued, this.told));
    this.#wait = RETRY_FIRST;
    this.#connect();
  }

  #notBegun(error: unknown): void {
    if (!this.#isRunning) return;
    if (!(error instanceof Refused) || error.isForNow) {
      this.#tryLater(() => void this.#begin());
      return;
    }
    if (error.code === "identity_refused") this.#fail("identityRefused", error);
    else this.#fail(error.status === 429 ? "tooMany" : "refused", error);
    this.#store.set({ line: "idle" });
  }

  #fail(problem: Problem, error: Error): void {
    this.#store.set({ problem });
    for (const { id } of pending(this.#store.state.conversation)) {
      this.outbox.take(id);
      this.#store.dispatch({ type: "failed", id, problem });
    }
    const code = error instanceof Refused ? error.code : problem;
    this.#store.loader.emit("error", { code, message: error.message });
  }

  #tryLater(action: () => void): void {
    this.#store.set({ line: "offline" });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(action, this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, RETRY_MOST);
  }

  /** Its token opens it no more: a person has ended it, or it was too long ago. */
  async #ended(): Promise<void> {
    const { record } = this.#store;
    if (!record || record.isClosed) return;
    let isKnown = this.#store.state.conversation.messages.length > 0;
    try {
      isKnown = (await this.#server.session(record.sessionId, "")) !== null;
    } catch (error) {
      if (!this.#isStill(record)) return;
      if (!isFinal(error)) {
        this.#tryLater(() => void this.#ended());
        return;
      }
    }
    if (!this.#isStill(record)) return;
    if (!isKnown) {
      this.renew();
      return;
    }
    this.#store.keep({ isClosed: true, token: "" });
    if (this.#store.state.conversation.firstSeq === 0)
      await this.history.earlier().catch(() => undefined);
    else this.#store.dispatch({ type: "lineBack" }); // what was said meanwhile is fetched
    this.#hearing.close("closed", null);
  }

  #connect(): void {
    this.#wire?.stop();
    this.#isOpened = false;
    const { record, loader } = this.#store;
    const { server, settings, configuration } = loader;
    if (record) this.#store.set({ line: "connecting" });
    this.#wire = new Wire(record?.sessionTopic ?? null, {
      ...{ server, settings, configuration },
      credentials: (isRenewal) => this.#tokens.credentials(isRenewal),
      onState: (state) => this.#lineIs(state, record !== null),
      onHeard: (heard) => this.#hearing.hear(heard),
      onSession: (isGranted) => {
        if (isGranted) this.#subscribed();
        else void this.#ended();
      },
    });
    if (!record) return;
    clearInterval(this.#alive);
    const every = Math.min(record.keepAliveTTL / 2, LONGEST_SILENCE);
    this.#alive = setInterval(() => this.sayAlive(), every);
    this.#tokens.plan();
  }

  /** Whoever only looks is not told that there is a line, but that there is none. */
  #lineIs(state: LineState, isSession: boolean): void {
    if (state !== "online" && this.#isOpened) {
      this.#isOpened = false;
      this.#store.dispatch({ type: "lineLost" });
    }
    if (state === "refused") {
      if (isSession) void this.#ended();
    } else this.#store.set({ line: isSession || state === "offline" ? state : "idle" });
  }

  #subscribed(): void {
    this.#store.dispatch({ type: "lineBack" });
    this.open();
  }

  #opened(): void {
    if (this.#isOpened) return;
    this.#isOpened = true;
    this.outbox.again();
  }

  #over(): void {
    this.#isOpened = false;
    this.#tokens.stop();
    clearInterval(this.#alive);
  }
}
