/**
 * The languages of the console. Each area (a folder) has its words in `language/<language>/<area>.ts`
 * and asks for them by `area(…)`. They are loaded in two parts (`language/<language>.ts` before
 * anything is shown, `…-more.ts` with what is beside the inbox). The build compiles them
 * (`compiled-words.ts`).
 */
import { i18n } from "@lingui/core";
import { create } from "zustand";

export const LANGUAGES = { en: "English", "pt-BR": "Português (Brasil)" } as const;
export type Language = keyof typeof LANGUAGES;
export type LanguageChoice = Language | "auto";

/** What stands in a message for `{name}`; plurals and selections are ICU. */
export type Values = Record<string, string | number | null>;
export type Words<Key extends string> = (key: Key, values?: Values) => string;

const STORED = "chimp.language";

export const useLanguage = create<{ choice: LanguageChoice; language: Language }>(() => {
  const choice = stored();
  return { choice, language: resolved(choice) };
});

type Catalogs = Record<string, Record<string, string>>;
type Load = () => Promise<Catalogs>;

/** What is loaded of each language: only the one that is chosen, and only what is shown. */
const PARTS: Record<Language, { first: Load; more: Load }> = {
  en: { first: () => import("./en.ts"), more: () => import("./en-more.ts") },
  "pt-BR": { first: () => import("./pt-BR.ts"), more: () => import("./pt-BR-more.ts") },
};

type Part = "first" | "more";
const wanted = new Set<Part>();

/** Must be done before anything of that part is said; rejects when it cannot be loaded. */
export async function loadWords(part: Part): Promise<void> {
  wanted.add(part);
  await load(useLanguage.getState().language, [part]);
  apply(useLanguage.getState().language);
}

/** From now on, in this browser. Nothing changes if its words cannot be loaded, and it rejects. */
export async function chooseLanguage(choice: LanguageChoice): Promise<void> {
  const language = resolved(choice);
  await load(language, [...wanted]);
  try {
    localStorage.setItem(STORED, choice);
  } catch {
    // storage is forbidden: it holds until the page is closed
  }
  apply(language);
  useLanguage.setState({ choice, language });
}

async function load(language: Language, parts: readonly Part[]): Promise<void> {
  for (const catalogs of await Promise.all(parts.map((part) => PARTS[language][part]()))) {
    const named = Object.entries(catalogs).flatMap(([name, words]) =>
      Object.entries(words).map(([key, text]) => [`${name}.${key}`, text]),
    );
    i18n.load(language, Object.fromEntries(named));
  }
}

/** The words of one area; the keys are those of the first language, and all others must have them. */
export function area<Key extends string>(name: string): Words<Key> {
  return (key, values) => i18n._(`${name}.${key}`, values);
}

/** Whether there is such a word: for what the server may say. */
export function hasWord(id: string): boolean {
  return i18n.messages[id] !== undefined;
}

/** For `Intl`: as the browser says it where that is the same language ("en-GB"). */
export function locale(): string {
  const { language } = useLanguage.getState();
  const short = language.slice(0, 2);
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(short)) ?? language;
}

function apply(language: Language): void {
  i18n.activate(language);
  if (typeof document !== "undefined") {
    document.documentElement.lang = language;
  }
}

function stored(): LanguageChoice {
  try {
    const found = localStorage.getItem(STORED);
    return found !== null && (found === "auto" || found in LANGUAGES)
      ? (found as LanguageChoice)
      : "auto";
  } catch {
    return "auto";
  }
}

function resolved(choice: LanguageChoice): Language {
  if (choice !== "auto") {
    return choice;
  }
  const wanted = typeof navigator === "undefined" ? [] : navigator.languages;
  for (const tag of wanted) {
    if (tag.toLowerCase().startsWith("pt")) {
      return "pt-BR";
    }
    if (tag.toLowerCase().startsWith("en")) {
      return "en";
    }
  }
  return "en";
}
