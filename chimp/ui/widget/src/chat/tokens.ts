/* The session's token: shown with each connection, and renewed before it expires. */

import type { Credentials } from "@chimp/client";
import { isFinal, type Server } from "./server.ts";
import type { Store } from "./store.ts";

/** Of its life, after which it is renewed. */
const RENEW_AFTER = 0.8;
const SHORTLY = 60_000;
const SOONEST = 2_000;
const LONGEST_TIMER = 2 ** 31 - 1;

export class Tokens {
  readonly #store: Store;
  readonly #server: Server;
  readonly #onRefused: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onRefused`: it opens nothing any more. */
  constructor(store: Store, server: Server, onRefused: () => void) {
    this.#store = store;
    this.#server = server;
    this.#onRefused = onRefused;
  }

  /** What a connection shows; null without a session. */
  async credentials(isRenewal: boolean): Promise<Credentials | null> {
    const { record } = this.#store;
    if (!record) return null;
    if (isRenewal || record.tokenExpiresAt - Date.now() < SHORTLY) await this.#renew();
    return { username: "@token", password: this.#store.record?.token ?? record.token };
  }

  plan(): void {
    clearTimeout(this.#timer);
    const { record } = this.#store;
    if (!record || record.isClosed) return;
    const life = record.tokenExpiresAt - record.tokenIssuedAt;
    const wait = record.tokenIssuedAt + life * RENEW_AFTER - Date.now();
    const bounded = Math.min(Math.max(wait, SOONEST), LONGEST_TIMER);
    this.#timer = setTimeout(() => void this.#renew(), bounded);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Ask for another one now; raises what the server has against it. */
  async renew(): Promise<void> {
    const { record } = this.#store;
    if (!record) return;
    const issued = await this.#server.renew(record.sessionId, record.token);
    if (this.#store.record?.sessionId !== record.sessionId) return;
    const { token, tokenExpiresAt } = issued;
    this.#store.keep({ token, tokenExpiresAt, tokenIssuedAt: Date.now() });
  }

  async #renew(): Promise<void> {
    try {
      await this.renew();
    } catch (error) {
      if (isFinal(error)) {
        this.#onRefused();
        return;
      }
    }
    this.plan();
  }
}
