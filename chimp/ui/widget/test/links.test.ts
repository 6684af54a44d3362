import { expect, test } from "vitest";
import { piecesOf } from "../src/chat/links.ts";

function links(content: string): string[] {
  const pieces = piecesOf(content);
  expect(pieces.map((piece) => piece.text).join("")).toBe(content);
  return pieces.flatMap((piece) => ("url" in piece ? [piece.url] : []));
}

test.each([
  ["see https://example.com/a?b=1#c.", ["https://example.com/a?b=1#c"]],
  ["(https://en.wikipedia.org/wiki/Fig_(fruit))", ["https://en.wikipedia.org/wiki/Fig_(fruit)"]],
  ["www.example.com, or HTTP://EXAMPLE.COM!", ["https://www.example.com/", "http://example.com/"]],
  ["write to ana.b+c@example.com.", ["mailto:ana.b+c@example.com"]],
  ["“https://example.com”", ["https://example.com/"]],
])("an address in %s is a link", (content, expected) => {
  expect(links(content)).toEqual(expected);
});

test.each([
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "vbscript:x file:///etc/passwd",
  "3.5 kg at 12:30, a.b, e.g. this",
  "",
])("%s is text", (content) => {
  expect(links(content)).toEqual([]);
});

test("a long text is read in a moment", () => {
  expect(links(`${"a".repeat(100_000)}@`)).toEqual([]);
  expect(links("www.".repeat(25_000))).toHaveLength(1);
});
