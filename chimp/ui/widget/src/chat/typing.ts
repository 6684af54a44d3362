/* That the customer is writing: said at most every few seconds, and that they have stopped. */

const EVERY = 3_000;
const STOPS_AFTER = 5_000;

export class TypingSignal {
  readonly #tell: (isTyping: boolean) => void;
  #toldAt: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (isTyping: boolean) => void) {
    this.#tell = tell;
  }

  /** The text has changed; empty text is no writing. */
  wrote(text: string): void {
    if (text.trim() === "") {
      this.stop();
      return;
    }
    const now = Date.now();
    if (this.#toldAt === null || now - this.#toldAt >= EVERY) {
      this.#toldAt = now;
      this.#tell(true);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop(), STOPS_AFTER);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#toldAt !== null) this.#tell(false);
    this.#toldAt = null;
  }

  /** Sent: the message itself says that nobody is writing any more. */
  sent(): void {
    clearTimeout(this.#timer);
    this.#toldAt = null;
  }
}
