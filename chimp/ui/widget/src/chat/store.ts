/* What is to be seen, and what the browser keeps of it: everything else changes it through here. */

import { type ConversationEvent, emptyConversation, pending, reduce } from "@chimp/client";
import { read } from "../loader/storage.ts";
import { KEYS, type Loader } from "../shared.ts";
import { Attention } from "./attention.ts";
import type { LineKind } from "./entries.ts";
import { readRecord, type SessionRecord, writePending, writeRecord } from "./record.ts";
import type { Phase, State } from "./state.ts";

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

export class Store {
  readonly loader: Loader;
  readonly attention: Attention;
  /** Something was missed, and has to be fetched. */
  onGap: () => void = () => undefined;
  readonly #listeners = new Set<() => void>();
  #record: SessionRecord | null;
  #state: State;

  constructor(loader: Loader) {
    this.loader = loader;
    this.attention = new Attention(loader);
    this.#record = readRecord(loader.server);
    this.#state = stateOf(this.#record);
  }

  get state(): State {
    return this.#state;
  }

  /** The session there is, as the browser keeps it. */
  get record(): SessionRecord | null {
    return this.#record;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  dispatch(event: ConversationEvent): void {
    const before = this.#state.conversation;
    const conversation = reduce(before, event);
    if (conversation === before) return;
    this.set({ conversation });
    if (conversation.messages !== before.messages) writePending(pending(conversation));
    if (conversation.unread !== before.unread) this.attention.show(conversation.unread);
    if (conversation.fetchAfter !== null) this.onGap();
  }

  /** A session has begun: what was said already is its. */
  begun(record: SessionRecord): void {
    this.#record = record;
    writeRecord(record);
    this.loader.remember();
    const { conversation } = this.#state;
    const me = { ...conversation.me, id: record.customerId };
    this.set({ conversation: { ...conversation, me } });
  }

  keep(change: Partial<SessionRecord>): void {
    if (!this.#record) return;
    this.#record = { ...this.#record, ...change };
    writeRecord(this.#record);
  }

  /** Another tab has kept something of the same session. */
  kept(record: SessionRecord): void {
    this.#record = record;
    const { lines, attendant, rating } = record;
    this.set({ lines, attendant, rating });
  }

  /** From the beginning, with that session or none. */
  restart(record: SessionRecord | null): void {
    const { isAway } = this.#state;
    this.#record = record;
    this.#state = stateOf(record);
    this.set({ isAway });
    this.attention.show(0);
  }

  enter(phase: Phase): void {
    if (this.#state.phase === phase) return;
    this.set({ phase });
    const state = phase === "resting" ? "closed" : phase === "start" ? "none" : phase;
    this.loader.emit("session", { state, sessionId: this.#record?.sessionId ?? null });
  }

  addLine(kind: LineKind, name: string | null): void {
    const last = this.#state.lines.at(-1);
    if (last?.kind === kind && last.name === name) return;
    const lines = [...this.#state.lines, { at: Date.now(), kind, name }];
    const announcement = this.loader.texts[kind].replace("{name}", name ?? "");
    this.set({ lines, announcement });
    this.keep({ lines });
  }

  stop(): void {
    this.attention.stop();
    this.#listeners.clear();
  }
}
