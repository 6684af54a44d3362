/* `Chimp("open")`: what the page may say, from the first line of it on. What it says before this
   script has come waits in `Chimp.q`, as the line in the documentation makes it. */

import type { Customer, Happenings, Plain, StartChat, Texts } from "../shared.ts";

export type Listener<Name extends keyof Happenings> = (detail: Happenings[Name]) => void;

/** Who the customer is: a signed token alone, or with what else is said of them. */
export type Identity = string | Omit<Partial<Customer>, "attributes"> | null;

export interface Commands {
  open(how?: { text?: string }): void;
  close(): void;
  toggle(): void;
  /** Show or hide the round button. */
  show(): void;
  hide(): void;
  identify(who: Identity): void;
  /** What attendants see about this customer, beside name and e-mail. */
  set(attributes: Record<string, Plain | null>): void;
  /** Look and words, by the names of the attributes of the line. */
  configure(looks: Record<string, unknown>): void;
  on<Name extends keyof Happenings>(name: Name, listener: Listener<Name>): () => void;
  off<Name extends keyof Happenings>(name: Name, listener: Listener<Name>): void;
  /** The customer has logged out: forget them and their conversation in this browser. */
  reset(): void;
  /** Leave the page, and come back to it. */
  shutdown(): void;
  start(): void;
}

export interface Api {
  <Name extends keyof Commands>(
    name: Name,
    ...told: Parameters<Commands[Name]>
  ): ReturnType<Commands[Name]> | undefined;
  q?: ArrayLike<unknown>[];
  /** Between the parts of the widget. */
  chat?: StartChat;
  texts?: Record<string, Texts>;
}

declare global {
  interface Window {
    Chimp?: Api;
  }
}

/** Take the page's calls, those that wait first. One that goes wrong stops none of the others. */
export function answer(commands: Commands): Api {
  const waiting = window.Chimp?.q ?? [];
  const api: Api = (name, ...told) => {
    const command = commands[name] as ((...given: unknown[]) => never) | undefined;
    if (typeof command !== "function") {
      throw new TypeError(`Chimp: there is no “${String(name)}”`);
    }
    return command(...told);
  };
  window.Chimp = api;
  for (const call of Array.from(waiting)) {
    try {
      (api as (...told: unknown[]) => unknown)(...Array.from(call));
    } catch (error) {
      reportError(error);
    }
  }
  return api;
}
