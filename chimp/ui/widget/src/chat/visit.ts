/* One customer's visit: what they do, what their page says of them, and what their browser tells.
   What is seen of it is `state`. */

import { pending } from "@chimp/client";
import { read, write } from "../loader/storage.ts";
import { KEYS, type Loader, type Plain } from "../shared.ts";
import { idOf } from "./identity.ts";
import { watchPage } from "./page.ts";
import { readRecord } from "./record.ts";
import { Session } from "./session.ts";
import type { State } from "./state.ts";
import { Store } from "./store.ts";
import { TypingSignal } from "./typing.ts";
import { unique } from "./unique.ts";

export class Visit {
  readonly loader: Loader;
  readonly #store: Store;
  readonly #session: Session;
  readonly #typing = new TypingSignal((isTyping) => this.#session.say("typing", { isTyping }));
  readonly #endings: (() => void)[] = [];

  constructor(loader: Loader) {
    this.loader = loader;
    this.#store = new Store(loader);
    this.#session = new Session(this.#store);
    this.#listen();
    this.#takeUp();
  }

  get state(): State {
    return this.#store.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  // ---- what the customer does ----

  /** The chat is on the screen: whether somebody is there is worth knowing. */
  opened(): void {
    this.#session.listen();
  }

  draft(text: string): void {
    write(KEYS.draft, text === "" ? null : text);
    this.#store.set({ draft: text });
    this.#typing.wrote(text);
  }

  /** The form before the conversation is filled in. */
  introduce(told: Record<string, Plain>): void {
    this.#session.told = told;
    this.#store.set({ isIntroduced: true });
  }

  /** The form of an empty desk: it becomes a session that waits. */
  leave(told: Record<string, Plain>, content: string): void {
    this.introduce(told);
    this.#store.set({ isLeft: true });
    this.write(content);
  }

  write(content: string): void {
    const id = unique();
    const now = Date.now();
    this.#typing.sent();
    write(KEYS.draft, null);
    this.#store.set({ draft: "", problem: null });
    this.#store.dispatch({ type: "sent", id, content, now });
    this.#session.outbox.put(id, content, now);
    const { name } = { ...this.loader.customer, ...this.#session.told };
    const from = typeof name === "string" ? name : null;
    this.loader.emit("message", { id, from: "customer", name: from, content });
    this.#session.need();
  }

  sendAgain(id: string): void {
    this.#store.dispatch({ type: "sendAgain", id });
    const message = this.state.conversation.messages.find((each) => each.id === id);
    if (!message) return;
    this.#store.set({ problem: null });
    this.#session.outbox.put(id, message.content, message.timestamp);
    this.#session.need();
  }

  /** Everything down to the end was in view. */
  saw(): void {
    const { unread, lastSeq, me } = this.state.conversation;
    if (unread === 0 || !this.loader.isOpen || document.hidden) return;
    this.#session.say("viewed", { read: lastSeq });
    this.#store.dispatch({ type: "seen", seen: { by: me, read: lastSeq } });
  }

  /** Somebody has scrolled up to the first message that is shown. */
  async earlier(): Promise<void> {
    await this.#session.history.earlier();
  }

  mute(isMuted: boolean): void {
    write(KEYS.isMuted, isMuted ? "1" : null);
    this.#store.set({ isMuted });
  }

  rate(score: number, comment: string): void {
    this.#session.rate(score, comment);
    this.#store.set({ rating: score });
    this.#store.keep({ rating: score });
  }

  end(): void {
    if (!this.#session.say("close", {})) this.again();
  }

  /** A new conversation by the same customer, who may say there what could not be sent here. */
  again(): void {
    const { conversation, draft } = this.state;
    const unsaid = [...pending(conversation).map((each) => each.content), draft];
    this.#typing.sent();
    this.#session.renew();
    this.draft(unsaid.join("\n"));
  }

  // ---- what the page does ----

  /** It says who the customer is, or more about them. */
  described(): void {
    const id = idOf(this.loader.customer);
    const { phase } = this.state;
    const isLive = phase === "waiting" || phase === "talking";
    const { record } = this.#store;
    const isOther = record && id !== null && id !== record.siteId;
    if (isOther && !(record.siteId === null && isLive)) this.forget();
    else if (this.#session.isOpened) this.#session.open();
  }

  forget(): void {
    this.#session.told = {};
    write(KEYS.rang, null);
    this.again();
    this.draft("");
  }

  stop(): void {
    this.#typing.sent();
    this.#session.stop();
    this.#store.stop();
    for (const end of this.#endings) end();
  }

  // ---- what the browser tells ----

  #takeUp(): void {
    if (!this.#store.record) return;
    this.#session.restore();
    void this.#session.resume();
  }

  #listen(): void {
    const on = (target: EventTarget, name: string, act: (event: Event) => void): void => {
      target.addEventListener(name, act);
      this.#endings.push(() => target.removeEventListener(name, act));
    };
    on(window, "online", () => this.#session.wake());
    on(window, "pageshow", () => this.#session.wake());
    on(document, "visibilitychange", () => {
      this.#store.attention.look();
      if (!document.hidden) this.#session.wake();
    });
    on(window, "storage", (event) => this.#otherTab((event as StorageEvent).key));
    this.#endings.push(watchPage(() => this.#session.sayAlive()));
  }

  /** Both tabs show the same: what one of them keeps, the others take up. */
  #otherTab(key: string | null): void {
    if (key === KEYS.draft) this.#store.set({ draft: read(KEYS.draft) ?? "" });
    else if (key === KEYS.isMuted) this.#store.set({ isMuted: read(KEYS.isMuted) !== null });
    else if (key === KEYS.pending && this.#store.record) this.#session.restore();
    else if (key === KEYS.session) this.#otherSession();
  }

  #otherSession(): void {
    const found = readRecord(this.loader.server);
    const { record } = this.#store;
    if (found && found.sessionId === record?.sessionId) {
      this.#store.kept(found);
      return;
    }
    if (!found && !record) return;
    this.#session.leave();
    this.#store.restart(found);
    if (found) this.#takeUp();
    else if (this.loader.isOpen) this.#session.listen();
  }
}
