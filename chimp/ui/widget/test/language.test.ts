import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { chosen, counted, nearest } from "../src/loader/language.ts";

const FOLDER = fileURLToPath(new URL("../src/language/", import.meta.url));
const KNOWN = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));

type Told = Record<string, string | Record<string, string>>;

function textsOf(code: string): Told {
  return JSON.parse(readFileSync(`${FOLDER}${code}.json`, "utf8")) as Told;
}

const ENGLISH = textsOf("en");
const PLACES = /\{\w+\}/g;

/** Names in braces, each once: in a plural, a form may do without its number. */
function places(text: string | Record<string, string> | undefined): string[] {
  const all = typeof text === "string" ? text : Object.values(text ?? {}).join(" ");
  return [...new Set(all.match(PLACES) ?? [])].sort();
}

test("there are the six that are promised", () => {
  expect(KNOWN).toEqual(expect.arrayContaining(["ar", "de", "en", "es", "fr", "pt-BR"]));
});

describe.each(KNOWN)("%s", (code) => {
  const texts = textsOf(code);

  test("says everything, and nothing else", () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(ENGLISH).sort());
    for (const text of Object.values(texts)) expect(JSON.stringify(text)).not.toContain('""');
  });

  test("has every plural that the language knows", () => {
    const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories.sort();
    for (const [name, text] of Object.entries(texts)) {
      expect(typeof text).toBe(typeof ENGLISH[name]);
      if (typeof text !== "string") expect(Object.keys(text).sort()).toEqual(forms);
    }
  });

  test("fills in the same as English does", () => {
    for (const [name, text] of Object.entries(texts)) {
      expect(places(text), name).toEqual(places(ENGLISH[name]));
    }
  });

  test("shouts nothing", () => {
    for (const text of Object.values(texts)) expect(JSON.stringify(text)).not.toMatch(/!/);
  });

  test("says in which direction it is written", () => {
    expect(texts.direction).toBe(code === "ar" ? "rtl" : "ltr");
  });
});

test("the nearest language is spoken", () => {
  expect(nearest("pt-PT", KNOWN)).toBe("pt-BR");
  expect(nearest("DE-at", KNOWN)).toBe("de");
  expect(nearest("ar-EG", KNOWN)).toBe("ar");
  expect(nearest("fi", KNOWN)).toBeNull();
});

test("a wish comes before the page, the page before the reader, and English last", () => {
  expect(chosen("fr", KNOWN, "de", ["es"])).toBe("fr");
  expect(chosen("auto", KNOWN, "de", ["es"])).toBe("de");
  expect(chosen("auto", KNOWN, "", ["fi", "es-MX"])).toBe("es");
  expect(chosen("tlh", KNOWN, "fi", ["fi"])).toBe("en");
});

test("a count is said as the language says it", () => {
  const text = { one: "{n} thing", other: "{n} things" };
  expect(counted("en", text, 1)).toBe("1 thing");
  expect(counted("en", text, 1200)).toBe("1,200 things");
});
