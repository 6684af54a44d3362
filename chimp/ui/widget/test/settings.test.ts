import { expect, test } from "vitest";
import { CONFIGURATION, DEFAULTS, merged, understood } from "../src/loader/settings.ts";

test("attributes of the line are understood, and what is none of them is not", () => {
  const told = understood({
    position: "left",
    accent: "#00aa55",
    offsetX: "12",
    launcher: "false",
    showPoweredBy: "",
    title: "Ask us",
    somethingElse: "1",
    texts: "no",
  });
  expect(told).toEqual({
    position: "left",
    accent: "#00aa55",
    offsetX: 12,
    launcher: false,
    showPoweredBy: true,
    words: { title: "Ask us" },
  });
});

test("what is wrong is as if it had not been said", () => {
  expect(understood({ accent: "red;}*{display:none", offsetX: "far", theme: "pink" })).toEqual({
    theme: "auto",
  });
  expect(understood({ position: undefined, accent: null })).toEqual({});
});

test("the page wins over its line, the line over the desk, the desk over what is usual", () => {
  const desk = { ...CONFIGURATION, widget: { ...DEFAULTS, accent: "#111111", offsetX: 7 } };
  const line = understood({ accent: "#222222", title: "Line", subtitle: "Below" });
  const page = understood({ title: "Page" });
  const settings = merged(desk, line, page);
  expect(settings).toMatchObject({ accent: "#222222", offsetX: 7, position: "right" });
  expect(settings.words).toEqual({ title: "Page", subtitle: "Below" });
});
