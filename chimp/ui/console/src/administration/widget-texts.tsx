import { useState } from "react";
import { wordsAt } from "../api/problem.ts";
import type { WidgetLanguage, WidgetTexts } from "../api/shapes.ts";
import { SelectField, TextAreaField, TextField } from "../ui/index.ts";
import { WIDGET_LANGUAGES } from "./languages.ts";
import type { PartProps } from "./widget.tsx";
import { words } from "./words.ts";

const LINES = ["title", "subtitle"] as const;
const PARAGRAPHS = ["greeting", "offline", "consent"] as const;
const LABELS = {
  title: "textTitle",
  subtitle: "textSubtitle",
  greeting: "textGreeting",
  offline: "textOffline",
  consent: "textConsent",
} as const;
const LONGEST = { line: 160, paragraph: 1000 };

/** The desk's own words, language by language; an empty field is what is built in. */
export function WidgetTextsEditor({ settings, change, error }: PartProps) {
  const first = settings.language === "auto" ? "en" : settings.language;
  const [language, setLanguage] = useState<WidgetLanguage>(first);
  const texts = settings.texts[language] ?? {};
  const isArabic = language === "ar";

  function put(name: keyof WidgetTexts, text: string) {
    const { [name]: _, ...others } = texts;
    const changed = text === "" ? others : { ...others, [name]: text };
    const { [language]: __, ...languages } = settings.texts;
    const isEmpty = Object.keys(changed).length === 0;
    change({ texts: isEmpty ? languages : { ...languages, [language]: changed } });
  }

  const field = (name: keyof WidgetTexts) => ({
    label: words(LABELS[name]),
    placeholder: words("builtIn"),
    value: texts[name] ?? "",
    error: wordsAt(error, `texts.${language}.${name}`),
    lang: language,
    dir: isArabic ? "rtl" : "ltr",
  });

  return (
    <>
      <SelectField
        label={words("textsIn")}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value as WidgetLanguage)}
      >
        {WIDGET_LANGUAGES.map(([code, name]) => {
          const own = Object.keys(settings.texts[code] ?? {}).length;
          return (
            <option key={code} value={code}>
              {own === 0 ? name : words("ownTexts", { language: name, count: own })}
            </option>
          );
        })}
      </SelectField>
      {LINES.map((name) => (
        <TextField
          key={name}
          {...field(name)}
          maxLength={LONGEST.line}
          onChange={(event) => put(name, event.currentTarget.value)}
        />
      ))}
      {PARAGRAPHS.map((name) => (
        <TextAreaField
          key={name}
          {...field(name)}
          rows={2}
          maxLength={LONGEST.paragraph}
          onChange={(event) => put(name, event.currentTarget.value)}
        />
      ))}
    </>
  );
}
