import { describe, expect, test } from "vitest";

/** As the build has compiled them: pieces of text, and places for values. */
type Message = readonly unknown[];
type Catalog = { words: Record<string, Message> };
const english = import.meta.glob<Catalog>("../src/language/en/*.ts", { eager: true });
const portuguese = import.meta.glob<Catalog>("../src/language/pt-BR/*.ts", { eager: true });

/** The names that a compiled message asks for. */
function placeholders(message: Message): string[] {
  const names = new Set<string>();
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) {
      if (typeof part === "object" && part !== null) Object.values(part).forEach(walk);
      return;
    }
    // A place is [name] or [name, kind, forms]; text stands as it is.
    if (typeof part[0] === "string" && (part.length === 1 || typeof part[1] === "string")) {
      names.add(part[0]);
      part.slice(2).forEach(walk);
    } else part.forEach(walk);
  };
  for (const part of message) if (typeof part !== "string") walk(part);
  return [...names].sort();
}

test("both languages have the same areas", () => {
  const areas = (found: object) => Object.keys(found).map((path) => path.split("/").at(-1));
  expect(areas(portuguese)).toEqual(areas(english));
});

describe.each(Object.entries(english))("the words of %s", (path, { words }) => {
  const other = portuguese[path.replace("/en/", "/pt-BR/")]?.words ?? {};

  test("are there in both languages", () => {
    expect(Object.keys(other).sort()).toEqual(Object.keys(words).sort());
    expect(Object.values(other).every((text) => text.join("").trim() !== "")).toBe(true);
  });

  test.each(Object.entries(words))("ask for the same values: %s", (key, text) => {
    expect(placeholders(other[key] ?? [])).toEqual(placeholders(text));
  });
});
