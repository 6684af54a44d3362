import { expect, test } from "vitest";
import { place } from "../src/ui/placement.ts";

const WINDOW = { width: 400, height: 300 };
const BUBBLE = { width: 100, height: 20 };

test("beside what it is about, in the middle of it", () => {
  const button = { left: 180, top: 140, width: 40, height: 20 };
  expect(place(button, BUBBLE, "bottom", WINDOW)).toEqual([150, 166]);
  expect(place(button, BUBBLE, "top", WINDOW)).toEqual([150, 114]);
  expect(place(button, BUBBLE, "right", WINDOW)).toEqual([226, 140]);
  expect(place(button, BUBBLE, "left", WINDOW)).toEqual([74, 140]);
});

test("on the other side where there is no room, and within the window", () => {
  const corner = { left: 370, top: 280, width: 20, height: 20 };
  expect(place(corner, BUBBLE, "bottom", WINDOW)).toEqual([292, 254]);
  expect(place(corner, BUBBLE, "right", WINDOW)).toEqual([264, 272]);
  const nowhere = { left: 0, top: 0, width: 400, height: 300 };
  expect(place(nowhere, BUBBLE, "bottom", WINDOW)).toEqual([150, 306]);
});
