/* The visit and the page's wishes, in whatever component needs them. */

import type { RefObject } from "preact";
import type { Loader, Texts } from "../../shared.ts";
import type { State } from "../state.ts";
import type { Visit } from "../visit.ts";
import { useEffect, useLayoutEffect, useState } from "./hooks.ts";

/** A page has one widget, and the widget one visit: a context for it would only weigh more. */
let current: Visit | null = null;

export function show(visit: Visit | null): void {
  current = visit;
}

export interface Seen {
  readonly visit: Visit;
  readonly loader: Loader;
  readonly texts: Texts;
  readonly language: string;
  readonly state: State;
}

export function useVisit(): Seen {
  const visit = current as Visit;
  const { loader } = visit;
  return { visit, loader, texts: loader.texts, language: loader.language, state: visit.state };
}

/** Render again whenever something has changed. */
export function useChanges(subscribe: (listener: () => void) => () => void): void {
  const [, setTimes] = useState(0);
  useLayoutEffect(() => subscribe(() => setTimes((times) => times + 1)), [subscribe]);
}

/** What a text of the page, of the desk or of the language says. */
export function wordsOf(
  loader: Loader,
  name: "title" | "subtitle" | "greeting" | "offline" | "consent",
): string | null {
  const { settings, language } = loader;
  return settings.words[name] || settings.texts[language]?.[name] || null;
}

/** What stands below the conversation. */
export type Form = "offline" | "preChat" | "closing" | "composer";

export function useForm(): Form {
  const { loader, state } = useVisit();
  const { preChat, offline } = loader.settings;
  if (state.phase === "closed") return "closing";
  const isNew = state.phase === "start" && state.conversation.messages.length === 0;
  if (isNew && state.isAway && offline.isOn) return "offline";
  const isAsked = preChat.name !== "off" || preChat.email !== "off" || preChat.consent;
  return isNew && preChat.isOn && isAsked && !state.isIntroduced ? "preChat" : "composer";
}

/** Somebody has pressed outside of what is open. */
export function useOutside(
  box: RefObject<HTMLElement | null>,
  isOpen: boolean,
  leave: () => void,
): void {
  const { loader } = useVisit();
  useEffect(() => {
    const { root } = loader;
    const look = (event: Event): void => {
      if (isOpen && box.current && !event.composedPath().includes(box.current)) leave();
    };
    root.addEventListener("pointerdown", look);
    return () => root.removeEventListener("pointerdown", look);
  });
}
