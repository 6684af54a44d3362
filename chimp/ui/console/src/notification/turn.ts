/**
 * Of the tabs of one browser only one makes sounds and notifies, so that none calls whoever looks at
 * another: the one that was used last, or, when that is closed, another. Where there are no locks
 * (no https), each tab does.
 */
const NAME = "chimp.sound";

let isMine = false;
let release: (() => void) | null = null;
let waiting: AbortController | null = null;

export function isMyTurn(): boolean {
  return isMine || locks() === null;
}

/** From now on it is this tab: somebody uses it. */
export function takeTurn(): void {
  if (!isMine) {
    waiting?.abort();
    waiting = null;
    void hold({ steal: true });
  }
}

/** When no other tab wants to any more. */
export function awaitTurn(): void {
  if (!isMine && waiting === null) {
    waiting = new AbortController();
    void hold({ signal: waiting.signal });
  }
}

/** Nobody is logged in here any more. */
export function giveUpTurn(): void {
  waiting?.abort();
  waiting = null;
  release?.();
}

async function hold(options: LockOptions): Promise<void> {
  let wasHeld = false;
  try {
    await locks()?.request(NAME, options, () => {
      wasHeld = true;
      isMine = true;
      return new Promise<void>((done) => {
        release = done;
      });
    });
    isMine = false;
  } catch {
    if (wasHeld) {
      isMine = false; // another tab took it
      waiting = null;
      awaitTurn();
    }
  }
}

function locks(): LockManager | null {
  return globalThis.navigator?.locks ?? null;
}
