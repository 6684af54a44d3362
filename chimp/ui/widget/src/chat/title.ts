/* The page's title says in turn that something is new, while nobody looks at the page. */

const EVERY = 1_200;

export class TitleBlink {
  #own: string | null = null;
  #before = "";
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Null: nothing is new, the title is the page's own again. */
  show(text: string | null): void {
    this.#restore();
    clearInterval(this.#timer);
    if (text === null) return;
    this.#put(text);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.#timer = setInterval(() => {
      if (this.#own === null) this.#put(text);
      else this.#restore();
    }, EVERY);
  }

  #put(text: string): void {
    this.#before = document.title;
    this.#own = text;
    document.title = text;
  }

  /** Unless the page has given itself another title meanwhile. */
  #restore(): void {
    if (this.#own !== null && document.title === this.#own) document.title = this.#before;
    this.#own = null;
  }
}
