import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Turn = typeof import("../src/notification/turn.ts");

async function tab(): Promise<Turn> {
  vi.resetModules();
  return await import("../src/notification/turn.ts");
}

async function settled(): Promise<void> {
  await new Promise((done) => setImmediate(done));
}

/** As `navigator.locks`, of which not every Node has one. */
class Locks {
  private holder: { fail(error: Error): void } | null = null;
  private readonly queue: (() => void)[] = [];

  request(_: string, options: LockOptions, hold: () => Promise<void>): Promise<void> {
    return new Promise((done, fail) => {
      const grant = () => {
        const own = { fail };
        this.holder = own;
        void hold().then(() => {
          if (this.holder === own) {
            this.holder = null;
            this.queue.shift()?.();
          }
          done();
        });
      };
      options.signal?.addEventListener("abort", () => {
        const place = this.queue.indexOf(grant);
        if (place >= 0) {
          this.queue.splice(place, 1);
          fail(new Error("aborted"));
        }
      });
      if (options.steal === true) {
        this.holder?.fail(new Error("stolen"));
        grant();
      } else if (this.holder === null) {
        grant();
      } else {
        this.queue.push(grant);
      }
    });
  }
}

beforeEach(() => void vi.stubGlobal("navigator", { locks: new Locks() }));
afterEach(() => void vi.unstubAllGlobals());

test("the tab that was used last sounds, and the other when that is closed", async () => {
  const [one, other] = [await tab(), await tab()];
  one.awaitTurn();
  other.awaitTurn();
  await settled();
  expect([one.isMyTurn(), other.isMyTurn()]).toEqual([true, false]);
  other.takeTurn();
  await settled();
  expect([one.isMyTurn(), other.isMyTurn()]).toEqual([false, true]);
  one.takeTurn();
  await settled();
  other.takeTurn();
  await settled();
  expect([one.isMyTurn(), other.isMyTurn()]).toEqual([false, true]);
  other.giveUpTurn();
  await settled();
  expect([one.isMyTurn(), other.isMyTurn()]).toEqual([true, false]);
});

test("without locks every tab sounds", async () => {
  vi.stubGlobal("navigator", {});
  expect((await tab()).isMyTurn()).toBe(true);
});
