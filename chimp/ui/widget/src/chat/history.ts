/* What was said while there was no line, and before what is shown. */

import type { Outbox } from "./outbox.ts";
import { isFinal, type Server } from "./server.ts";
import type { Store } from "./store.ts";

const RETRY = 3_000;

export class History {
  readonly #store: Store;
  readonly #server: Server;
  readonly #outbox: Outbox;
  #isCatchingUp = false;
  #isLookingBack = false;

  constructor(store: Store, server: Server, outbox: Outbox) {
    this.#store = store;
    this.#server = server;
    this.#outbox = outbox;
  }

  /** The messages before the first one that is shown; at first, the newest of all. */
  async earlier(): Promise<void> {
    const { record, state } = this.#store;
    const { firstSeq, hasEarlier, line } = state.conversation;
    if (!record || !hasEarlier || this.#isLookingBack) return;
    this.#isLookingBack = true;
    try {
      const { sessionId, token } = record;
      const messages = await this.#server.messagesBefore(sessionId, token, firstSeq);
      if (this.#store.record?.sessionId !== sessionId) return;
      for (const { id } of messages) this.#outbox.take(id);
      this.#store.dispatch({ type: "fetchedEarlier", before: firstSeq, line, messages });
    } finally {
      this.#isLookingBack = false;
    }
  }

  /** Until nothing is missing. */
  async catchUp(): Promise<void> {
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    try {
      while (await this.#fetch());
    } catch (error) {
      if (!isFinal(error)) setTimeout(() => void this.catchUp(), RETRY);
    } finally {
      this.#isCatchingUp = false;
    }
  }

  /** One part; returns whether to go on. */
  async #fetch(): Promise<boolean> {
    const { record, state } = this.#store;
    const { fetchAfter, line } = state.conversation;
    if (fetchAfter === null || !record) return false;
    const { sessionId, token } = record;
    const messages = await this.#server.messagesAfter(sessionId, token, fetchAfter);
    if (this.#store.record?.sessionId !== sessionId) return false;
    for (const { id } of messages) this.#outbox.take(id);
    this.#store.dispatch({ type: "fetched", after: fetchAfter, line, messages });
    return true;
  }
}
