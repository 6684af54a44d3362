/**
 * The languages of the console. Each area (a folder) has its words in `language/<language>/<area>.ts`
 * and asks for them by `area(…)`, so that what is loaded later brings its own words along. The build
 * compiles them (`compiled-words.ts`).
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

apply(useLanguage.getState().language);

/** From now on, in this browser. */
export function chooseLanguage(choice: LanguageChoice): void {
  try {
    localStorage.setItem(STORED, choice);
  } catch {
    // storage is forbidden: it holds until the page is closed
  }
  const language = resolved(choice);
  apply(language);
  useLanguage.setState({ choice, language });
}

/** The words of one area; the keys are those of the first language, and all others must have them. */
export function area<Key extends string>(
  name: string,
  catalogs: Record<Language, Record<Key, string>>,
): Words<Key> {
  for (const [language, words] of Object.entries<Record<Key, string>>(catalogs)) {
    const named = Object.entries<string>(words).map(([key, text]) => [`${name}.${key}`, text]);
    i18n.load(language, Object.fromEntries(named));
  }
  return (key, values) => i18n._(`${name}.${key}`, values);
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
