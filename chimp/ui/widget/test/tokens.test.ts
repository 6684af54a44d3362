import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SessionRecord } from "../src/chat/record.ts";
import { type Issued, isFinal, Refused, type Server } from "../src/chat/server.ts";
import type { Store } from "../src/chat/store.ts";
import { Tokens } from "../src/chat/tokens.ts";

const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Issued now, for an hour; `answers` are what the server says, one after the other. */
function holder(...answers: (string | Error)[]) {
  const kept = { sessionId: "s", token: "first", isClosed: false };
  const times = { tokenIssuedAt: Date.now(), tokenExpiresAt: Date.now() + HOUR };
  let record = { ...kept, ...times } as SessionRecord;
  const store = {
    get record() {
      return record;
    },
    keep(change: Partial<SessionRecord>) {
      record = { ...record, ...change };
    },
  } as Store;
  const renew = vi.fn(async () => {
    const answer = answers.shift() ?? "more";
    if (answer instanceof Error) throw answer;
    return { token: answer, tokenExpiresAt: Date.now() + HOUR } as Issued;
  });
  const onRefused = vi.fn();
  const tokens = new Tokens(store, { renew } as unknown as Server, onRefused);
  return { tokens, store, renew, onRefused };
}

test("a token is renewed before it expires, and the next one as well", async () => {
  const { tokens, store, renew } = holder("second", "third");
  tokens.plan();
  await vi.advanceTimersByTimeAsync(0.8 * HOUR - 1);
  expect(renew).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(renew).toHaveBeenLastCalledWith("s", "first");
  expect(store.record?.token).toBe("second");
  await vi.advanceTimersByTimeAsync(0.8 * HOUR);
  expect(renew).toHaveBeenLastCalledWith("s", "second");
  expect(store.record?.token).toBe("third");
  tokens.stop();
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(renew).toHaveBeenCalledTimes(2);
});

test("while the server can not answer it is asked again", async () => {
  const busy = new Refused(503, "unavailable", "not now");
  const { tokens, store, renew, onRefused } = holder(busy, new TypeError("no network"), "second");
  tokens.plan();
  await vi.advanceTimersByTimeAsync(0.8 * HOUR + 4_000);
  expect(renew).toHaveBeenCalledTimes(3);
  expect(store.record?.token).toBe("second");
  expect(onRefused).not.toHaveBeenCalled();
});

test("a refusal ends it", async () => {
  const { tokens, renew, onRefused } = holder(new Refused(401, "token_expired", "too old"));
  tokens.plan();
  await vi.advanceTimersByTimeAsync(2 * HOUR);
  expect(renew).toHaveBeenCalledTimes(1);
  expect(onRefused).toHaveBeenCalledTimes(1);
});

test("a connection shows a fresh one when the old one has little time left", async () => {
  const { tokens, renew } = holder("second");
  expect(await tokens.credentials(false)).toEqual({ username: "@token", password: "first" });
  await vi.advanceTimersByTimeAsync(HOUR - 30_000);
  expect(await tokens.credentials(false)).toEqual({ username: "@token", password: "second" });
  expect(renew).toHaveBeenCalledTimes(1);
  tokens.stop();
});

test("what would change by asking again is not final", () => {
  expect(isFinal(new Refused(401, "token_expired", ""))).toBe(true);
  expect(isFinal(new Refused(429, "too_many", ""))).toBe(false);
  expect(isFinal(new Refused(502, "error", ""))).toBe(false);
  expect(isFinal(new TypeError("no network"))).toBe(false);
});
