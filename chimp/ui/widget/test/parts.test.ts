import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isEmail } from "../src/chat/address.ts";
import { idOf } from "../src/chat/identity.ts";
import { dayText, returnText } from "../src/chat/moments.ts";
import { Outbox } from "../src/chat/outbox.ts";
import { TypingSignal } from "../src/chat/typing.ts";
import { unique } from "../src/chat/unique.ts";
import { brokerUrl } from "../src/chat/wire.ts";
import { CONFIGURATION, DEFAULTS } from "../src/loader/settings.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 4, 4, 12) });
});

afterEach(() => {
  vi.useRealTimers();
});

function token(claims: object): string {
  const part = Buffer.from(JSON.stringify(claims)).toString("base64url");
  return `${part}.${part}.x`;
}

test("whose conversation it is stands in the token, or is said", () => {
  expect(idOf({ token: token({ sub: "zoë-7" }), id: "other", attributes: {} })).toBe("zoë-7");
  expect(idOf({ token: token({ sub: 7 }), attributes: {} })).toBe("7");
  expect(idOf({ id: 7, attributes: {} })).toBe("7");
  expect(idOf({ token: "no token at all", attributes: {} })).toBeNull();
  expect(idOf({ attributes: {} })).toBeNull();
});

test("an e-mail address is told from something else", () => {
  for (const right of ["ana@example.com", "a.b+c@mail.example.co"]) {
    expect(isEmail(right)).toBe(true);
  }
  for (const wrong of ["", "ana", "ana@", "@example.com", "ana@example", "a b@example.com"]) {
    expect(isEmail(wrong)).toBe(false);
  }
});

test("days are today, yesterday, then dates", () => {
  const now = Date.now();
  const day = 86_400_000;
  expect(dayText(now - 3_600_000, now, "en")).toBe("Today");
  expect(dayText(now - day, now, "de")).toBe("Gestern");
  expect(dayText(now - 2 * day, now, "en")).toBe("Saturday, May 2");
  expect(dayText(now - 400 * day, now, "en")).toContain("2025");
});

test("a return today is a time, a later one has its day", () => {
  const now = Date.now();
  expect(returnText(now + 3_600_000, now, "en")).toMatch(/^1:00\sPM$/);
  expect(returnText(now + 86_400_000, now, "en")).toContain("Tuesday");
});

test("an id is a UUID, and another one each time", () => {
  expect(unique()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(unique()).not.toBe(unique());
});

test("the broker is beside the server, or where the page says", () => {
  const where = (mqttUrl: string | null, server = "https://chat.example.com"): string =>
    brokerUrl({ server, configuration: CONFIGURATION, settings: { ...DEFAULTS, mqttUrl } });
  expect(where(null)).toBe("wss://chat.example.com/mqtt");
  expect(where("http://localhost:8080/mqtt")).toBe("ws://localhost:8080/mqtt");
  expect(where("broker.example.com/mqtt")).toBe("wss://broker.example.com/mqtt");
});

function outbox(isOnline = true) {
  const said: string[] = [];
  const failed: string[] = [];
  const line = { isOnline };
  const box = new Outbox({
    say({ id }) {
      if (line.isOnline) said.push(id);
      return line.isOnline;
    },
    fail: (id) => failed.push(id),
  });
  return { box, said, failed, line };
}

test("without an echo a message is said again with its id, and fails in the end", () => {
  const { box, said, failed } = outbox();
  box.put("a", "text", 1);
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual(["a", "a", "a", "a"]);
  expect(failed).toEqual(["a"]);
});

test("an echo ends it", () => {
  const { box, said, failed } = outbox();
  box.put("a", "text", 1);
  box.take("a");
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual(["a"]);
  expect(failed).toEqual([]);
});

test("without a line a message waits, however long, and goes first when it is back", () => {
  const { box, said, failed, line } = outbox(false);
  box.put("a", "text", 1);
  box.put("b", "text", 2);
  vi.advanceTimersByTime(3_600_000);
  expect([said, failed]).toEqual([[], []]);
  line.isOnline = true;
  box.again();
  expect(said).toEqual(["a", "b"]);
});

test("that somebody writes is said now and then, and that they have stopped once", () => {
  const told: boolean[] = [];
  const signal = new TypingSignal((isTyping) => told.push(isTyping));
  for (let step = 0; step < 10; step += 1) {
    signal.wrote("text");
    vi.advanceTimersByTime(400);
  }
  expect(told).toEqual([true, true]);
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([true, true, false]);
  signal.wrote("text");
  signal.wrote("");
  signal.stop();
  expect(told).toEqual([true, true, false, true, false]);
});
