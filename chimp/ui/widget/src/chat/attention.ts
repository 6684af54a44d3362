/* What calls a customer who is not looking: a sound, once over all tabs, and the title. */

import { counted } from "../loader/language.ts";
import { read, write } from "../loader/storage.ts";
import { KEYS, type Loader } from "../shared.ts";
import { ring, silence } from "./sound.ts";
import { TitleBlink } from "./title.ts";

const HIDDEN_WAITS = 150;

export class Attention {
  readonly #loader: Loader;
  readonly #title = new TitleBlink();
  #unread = 0;

  constructor(loader: Loader) {
    this.#loader = loader;
  }

  /** A tab that is seen rings at once, one of those that are not a little later. */
  call(messageId: string): void {
    const wait = document.hidden ? HIDDEN_WAITS * (1 + Math.random()) : 0;
    setTimeout(() => {
      if (read(KEYS.rang) === messageId) return;
      write(KEYS.rang, messageId);
      ring();
    }, wait);
  }

  show(unread: number): void {
    if (unread !== this.#unread) this.#loader.emit("unread", { count: unread });
    this.#unread = unread;
    this.#loader.showUnread(unread);
    this.look();
  }

  /** The page was hidden, or is seen again. */
  look(): void {
    const { texts, language } = this.#loader;
    const isCalling = this.#unread > 0 && document.hidden;
    this.#title.show(isCalling ? counted(language, texts.newMessageTitle, this.#unread) : null);
  }

  stop(): void {
    this.#unread = 0;
    this.#title.show(null);
    silence();
  }
}
