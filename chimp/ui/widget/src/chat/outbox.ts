/* A message is stored once its echo has come. Until then it is said again with the same id, a few
   times; then it has failed, and the customer decides. */

interface Sending {
  readonly content: string;
  readonly timestamp: number;
  times: number;
  at: number;
}

export interface OutboxOptions {
  /** Returns false where there is no line: it is not counted then. */
  say(message: { id: string; content: string; timestamp: number }): boolean;
  fail(id: string): void;
}

const PATIENCE = 8_000;
const TIMES = 4;

export class Outbox {
  readonly #sending = new Map<string, Sending>();
  readonly #options: OutboxOptions;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  put(id: string, content: string, timestamp: number): void {
    this.#sending.set(id, { content, timestamp, times: 0, at: 0 });
    this.#say(id, Date.now());
    this.#timer ??= setInterval(() => this.#look(), PATIENCE / 2);
  }

  /** The echo has come, or nobody wants it any more. */
  take(id: string): void {
    this.#sending.delete(id);
    if (this.#sending.size === 0) this.stop();
  }

  /** There is a line again: everything at once, and counted anew. */
  again(): void {
    const now = Date.now();
    for (const [id, message] of this.#sending) {
      message.times = 0;
      this.#say(id, now);
    }
  }

  clear(): void {
    this.#sending.clear();
    this.stop();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const now = Date.now();
    for (const [id, message] of [...this.#sending]) {
      if (message.times === 0 || now - message.at < PATIENCE) continue;
      if (message.times < TIMES) this.#say(id, now);
      else {
        this.take(id);
        this.#options.fail(id);
      }
    }
  }

  #say(id: string, now: number): void {
    const message = this.#sending.get(id);
    if (!message) return;
    const { content, timestamp } = message;
    if (!this.#options.say({ id, content, timestamp })) return;
    message.times += 1;
    message.at = now;
  }
}
