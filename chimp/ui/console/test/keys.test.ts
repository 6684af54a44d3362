import { expect, test } from "vitest";
import { meant, PAIR, type Press, SHORTCUTS, written } from "../src/shortcuts/keys.ts";

const press = (key: string, change: Partial<Press> = {}): Press => ({
  key,
  hasMod: false,
  hasAlt: false,
  isInText: false,
  isOnControl: false,
  ...change,
});

test("a key does what the table says", () => {
  expect(meant(press("j"), null, 0, true).action).toBe("next");
  expect(meant(press("k", { hasMod: true }), null, 0, true).action).toBe("commands");
  expect(meant(press("ArrowDown", { hasAlt: true }), null, 0, true).action).toBe("next");
});

test("while one writes only chords count", () => {
  expect(meant(press("j", { isInText: true }), null, 0, true).action).toBeNull();
  const chord = press("k", { isInText: true, hasMod: true });
  expect(meant(chord, null, 0, true).action).toBe("commands");
});

test("two keys in time are one shortcut", () => {
  const first = meant(press("g"), null, 0, true);
  expect(first.action).toBeNull();
  expect(meant(press("i"), first.before, PAIR - 1, true).action).toBe("inbox");
  expect(meant(press("i"), first.before, PAIR + 1, true).action).toBeNull();
});

test("a button keeps its Enter, and Ctrl J is not j", () => {
  expect(meant(press("Enter", { isOnControl: true }), null, 0, true).action).toBeNull();
  expect(meant(press("j", { hasMod: true }), null, 0, true).action).toBeNull();
});

test("single keys can be turned off, all but the answer to an offer", () => {
  expect(meant(press("j"), null, 0, false).action).toBeNull();
  expect(meant(press("Enter"), null, 0, false).action).toBe("accept");
  expect(meant(press("k", { hasMod: true }), null, 0, false).action).toBe("commands");
});

test("no two shortcuts have the same keys", () => {
  const keys = SHORTCUTS.map((shortcut) => shortcut.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(written("Mod K", true)).toBe("⌘ K");
});
