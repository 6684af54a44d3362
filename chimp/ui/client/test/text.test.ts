import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEmojiAlone, piecesOf } from "../src/text.ts";

const links = (content: string) =>
  piecesOf(content).flatMap(({ url }) => (url === undefined ? [] : [url]));

describe("addresses", () => {
  it.each([
    ["see https://example.com/a?b=1#c.", "https://example.com/a?b=1#c"],
    ["(https://en.wikipedia.org/wiki/Fig_(fruit))", "https://en.wikipedia.org/wiki/Fig_(fruit)"],
    ["**https://example.com/a**", "https://example.com/a"],
    ["HTTP://EXAMPLE.COM!", "http://example.com/"],
    ["www.example.com, or so", "https://www.example.com/"],
    ["write to ana.b+c@example.com.", "mailto:ana.b+c@example.com"],
    ["“https://example.com”", "https://example.com/"],
    ["olá:https://exämple.com/ç", "https://xn--exmple-cua.com/%C3%A7"],
  ])("in %s lead somewhere", (content, url) => {
    expect(links(content)).toEqual([url]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "vbscript:x file:///etc/passwd ftp://example.com",
    "java\nscript:alert(1)",
    "3.5 kg at 12:30, a.b, e.g. this, @somebody, a@b, a@1.2",
    "https:// http://",
    "",
  ])("are not in %s", (content) => {
    expect(links(content)).toEqual([]);
  });

  it("and what is between them are the content again, and lead nowhere else", () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom("https://example.com/a?b=1#c", "www.example.com", "ann@example.com"),
      fc.constantFrom("https://", "www.", "javascript:", "mailto:", "@", "(", ")", '"', "<", " "),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const content = parts.join("");
        const pieces = piecesOf(content);
        expect(pieces.map(({ text }) => text).join("")).toBe(content);
        const isSafe = (url: string) => /^(?:https?:\/\/|mailto:)/.test(url);
        expect(links(content).every(isSafe)).toBe(true);
      }),
    );
  });

  /** Each of these took twenty seconds with an expression that is less careful. */
  it.each([
    ["a.", ""],
    ["a-", ""],
    ["a", "@"],
    ["b.", "1"],
    [".", "x"],
    ["www.", ""],
    ["a@b", ""],
    ["a@b.", ""],
    ["(", ")"],
  ])("are looked for in one go, in many of %s", (part, end) => {
    for (const start of ["", "a@", "http://"]) {
      const content = `${start}${part.repeat(100_000 / part.length)}${end}`;
      expect(
        piecesOf(content)
          .map(({ text }) => text)
          .join(""),
      ).toBe(content);
    }
  });
});

describe("emoji alone", () => {
  it.each(["👍", "❤️", "👩‍👩‍👧‍👦 🎉", "🇧🇷", "1️⃣", "👋🏽", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "😀😀😀", "🏳️‍🌈"])("%s", (content) => {
    expect(isEmojiAlone(content)).toBe(true);
  });

  it.each(["", " ", "1", "12", "#", "a👍", "👍!", "😀😀😀😀", "©x", "é"])("not %s", (content) => {
    expect(isEmojiAlone(content)).toBe(false);
  });

  it("not thousands", () => {
    expect(isEmojiAlone("👍".repeat(50_000))).toBe(false);
  });
});
