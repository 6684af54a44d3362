/* What comes down the line, and what it changes. */

import {
  type Control,
  type Down,
  type Message,
  pending,
  type Refusal,
  TYPING_LASTS,
  type Typing,
} from "@chimp/client";
import type { Outbox } from "./outbox.ts";
import type { Attending } from "./record.ts";
import type { Store } from "./store.ts";

/** What hearing something leads to. */
export interface Consequences {
  /** The server has taken up the session on this line. */
  opened(): void;
  /** A person has ended it, or nobody was heard for too long. */
  over(): void;
  open(): void;
  delivered(seq: number): void;
  /** There are messages, and none of them is known here. */
  lookBack(): void;
  banned(message: string): void;
}

export class Hearing {
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #then: Consequences;
  #attendants: number | null = null;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Store, outbox: Outbox, consequences: Consequences) {
    this.#store = store;
    this.#outbox = outbox;
    this.#then = consequences;
  }

  hear(heard: Down): void {
    switch (heard.channel) {
      case "desk/availability":
        this.#attendants = heard.payload.attendants;
        this.#lookWhoIsThere();
        break;
      case "control":
        if (heard.payload.instruction === "error") this.#refused(heard.payload as Refusal);
        else this.#controlled(heard.payload as Control);
        break;
      case "messages":
        this.#said(heard.payload);
        break;
      case "viewed":
        this.#store.dispatch({ type: "seen", seen: heard.payload });
        break;
      case "typing":
        this.#typed(heard.payload);
        break;
      default:
        break; // for attendants, and heard by nobody else
    }
  }

  /** `control` null: it was found closed. */
  close(phase: "closed" | "resting", control: Control | null): void {
    const { state, record } = this.#store;
    const attendant = state.attendant ?? record?.attendant ?? null;
    const name = control?.attendantInfo?.name ?? attendant?.name ?? null;
    if (phase === "resting") this.#store.addLine("closedExpired", null);
    else if (control?.reason === "customer") this.#store.addLine("closedByYou", null);
    else if (control?.reason === "attendant" && name) this.#store.addLine("closedBy", name);
    else if (!state.lines.at(-1)?.kind.startsWith("closed")) this.#store.addLine("closed", null);
    this.#store.dispatch({ type: "lineLost" });
    this.#store.set({
      canRate: phase === "closed" && control?.reason !== "banned" && attendant !== null,
      queuePosition: null,
      line: "idle",
    });
    if (phase === "closed") this.#giveUp();
    this.#then.over();
    this.#store.enter(phase);
  }

  #giveUp(): void {
    this.#store.keep({ isClosed: true });
    this.#outbox.clear();
    for (const { id } of pending(this.#store.state.conversation)) {
      this.#store.dispatch({ type: "failed", id, problem: "session_closed" });
    }
  }

  #controlled(control: Control): void {
    const { sessionInfo, instruction, rating, lastSeq } = control;
    if (sessionInfo.sessionId !== this.#store.record?.sessionId) return;
    this.#store.set({ queuePosition: control.queuePosition ?? null });
    if (typeof rating === "number") {
      this.#store.keep({ rating });
      this.#store.set({ rating });
    }
    if (instruction === "session/closed") this.close("closed", control);
    else if (instruction === "session/aborted/expired") this.close("resting", control);
    else if (sessionInfo.status === "online") this.#served(control.attendantInfo ?? null);
    else if (sessionInfo.status === "waitingAttendantsAssignment") this.#waits();
    if (sessionInfo.status !== "aborted") this.#then.opened();
    if (typeof lastSeq !== "number") return;
    this.#store.dispatch({ type: "told", lastSeq });
    if (this.#store.state.conversation.firstSeq === 0) this.#then.lookBack();
  }

  #served(attendant: Attending | null): void {
    const before = this.#store.record?.attendant ?? null;
    if (attendant && String(attendant.id) !== String(before?.id)) {
      const { id, name, avatarURL } = attendant;
      this.#store.keep({ attendant: { id, name, avatarURL }, isLeft: false });
      const { support } = this.#store.loader.texts;
      this.#store.addLine(before ? "tookOver" : "joined", name ?? support);
    }
    this.#store.set({ attendant: this.#store.record?.attendant ?? null, isLeft: false });
    this.#store.enter("talking");
  }

  #waits(): void {
    const { record, state } = this.#store;
    if (record?.attendant) {
      this.#store.keep({ attendant: null });
      this.#store.addLine("handedOn", null);
    } else if (state.isLeft && state.lines.length === 0) {
      this.#store.addLine("left", null);
    }
    this.#store.set({ attendant: null });
    this.#store.enter("waiting");
  }

  #refused({ id, code, message }: Refusal): void {
    const { loader, record, state } = this.#store;
    loader.emit("error", { code, message });
    if (code === "banned") this.#then.banned(message);
    else if (code === "session_unknown" && record) this.#then.open();
    else if (id && state.conversation.messages.some((each) => each.id === id)) {
      this.#outbox.take(id);
      this.#store.dispatch({ type: "failed", id, problem: code });
    }
  }

  #said(message: Message): void {
    const { loader, state, attention } = this.#store;
    const { messages } = state.conversation;
    const isNews = !messages.some((each) => each.id === message.id && each.seq !== null);
    this.#outbox.take(message.id);
    this.#store.dispatch({ type: "heard", message });
    if (!isNews || message.from.kind === "customer") return;
    const { id, seq, content } = message;
    const { name } = message.from;
    this.#then.delivered(seq);
    this.#store.set({ announcement: `${name ?? loader.texts.support}: ${content.slice(0, 300)}` });
    loader.emit("message", { id, from: "attendant", name, content });
    const isLooking = loader.isOpen && !document.hidden;
    if (!isLooking && loader.settings.sound && !state.isMuted) attention.call(id);
  }

  #typed(typing: Typing): void {
    if (typing.from.kind === "customer") return;
    this.#store.dispatch({ type: "typing", typing, now: Date.now() });
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(
      () => this.#store.dispatch({ type: "passed", now: Date.now() }),
      TYPING_LASTS + 100,
    );
  }

  #lookWhoIsThere(): void {
    const { isOpen, changesAt } = this.#store.loader.configuration.hours;
    const hasChanged = changesAt !== null && Date.now() >= changesAt;
    const isClosed = hasChanged ? isOpen : !isOpen;
    const isAway = isClosed || (this.#attendants === null ? null : this.#attendants === 0);
    if (isAway !== this.#store.state.isAway) this.#store.set({ isAway });
  }

  stop(): void {
    clearTimeout(this.#quiet);
  }
}
