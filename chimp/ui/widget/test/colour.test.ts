import { expect, test } from "vitest";
import { accentTokens, colourOf, contrast } from "../src/loader/colour.ts";

const WISHES = ["#000000", "#ffffff", "#ffd60a", "#5b5bd6", "#30a46c", "#767676", "#ff0000"];

function pair(value: string): [string, string] {
  const found = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value);
  return [found?.[1] ?? "", found?.[2] ?? ""];
}

test.each(WISHES)("whatever is written on %s can be read", (accent) => {
  const tokens = accentTokens(accent);
  const on = colourOf(tokens["--on-accent"] ?? "");
  expect(contrast(on, colourOf(accent))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(on, colourOf(tokens["--accent-hover"] ?? ""))).toBeGreaterThanOrEqual(4.5);
});

test.each(WISHES)("text in %s can be read in light and in dark", (accent) => {
  const [inLight, inDark] = pair(accentTokens(accent)["--accent-text"] ?? "");
  expect(contrast(colourOf(inLight), colourOf("#f0f0f3"))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colourOf(inDark), colourOf("#272a2d"))).toBeGreaterThanOrEqual(4.5);
});

test("black on white is the most there is", () => {
  expect(contrast(colourOf("#000000"), colourOf("#ffffff"))).toBeCloseTo(21);
});
