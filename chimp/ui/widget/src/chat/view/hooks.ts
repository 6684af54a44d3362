/* What components here need of `preact/hooks`, at a third of its weight. It stands on the same two
   internals as that and as `@preact/signals` do: `options.__r`, called before a component renders,
   and a component's `__h`, called once what it has rendered stands on the page. */

import { options, type RefObject } from "preact";

interface Slot {
  value?: unknown;
  /** What an effect depends on, as it was when it was last to be run. */
  needs?: readonly unknown[] | undefined;
  end?: Ending;
  isGone?: boolean;
}

interface Owner {
  slots?: Slot[];
  readonly __h: (() => void)[];
  setState(change: object): void;
}

interface Hooks {
  __r?(node: { readonly __c: Owner }): void;
  unmount?(node: { readonly __c?: Owner | null }): void;
}

type Ending = (() => void) | undefined;
// biome-ignore lint/suspicious/noConfusingVoidType: an effect may have nothing to end
type Effect = () => Ending | void;

let owner: Owner;
let place: number;

const hooks = options as Hooks;
hooks.__r = ({ __c }) => {
  owner = __c;
  place = 0;
};
hooks.unmount = ({ __c }) => {
  for (const slot of __c?.slots ?? []) {
    slot.isGone = true;
    slot.end?.();
  }
};

/** Each call of a hook has one of its own, by the order of calls. */
function nextSlot(): Slot {
  owner.slots ??= [];
  const slot = owner.slots[place] ?? {};
  owner.slots[place++] = slot;
  return slot;
}

type Next<Value> = Value | ((now: Value) => Value);

export function useState<Value>(
  first: Value | (() => Value),
): [Value, (next: Next<Value>) => void] {
  const component = owner;
  const slot = nextSlot();
  const valued = (next: unknown): Value =>
    typeof next === "function" ? next(slot.value) : (next as Value);
  if (!("value" in slot)) slot.value = valued(first);
  const set = (next: Next<Value>): void => {
    const value = valued(next);
    if (value === slot.value) return;
    slot.value = value;
    component.setState({});
  };
  return [slot.value as Value, set];
}

export function useRef<Value>(first: Value): { current: Value };
export function useRef<Value>(first: null): RefObject<Value>;
export function useRef(first: unknown): { current: unknown } {
  return useState(() => ({ current: first }))[0];
}

/** At once when it stands on the page, before the reader sees it; without `needs` each time. */
export function useLayoutEffect(effect: Effect, needs?: readonly unknown[]): void {
  later(effect, needs, (run) => run());
}

/** When the reader sees it. */
export function useEffect(effect: Effect, needs?: readonly unknown[]): void {
  later(effect, needs, setTimeout);
}

function later(
  effect: Effect,
  needs: readonly unknown[] | undefined,
  when: (run: () => void) => unknown,
): void {
  const slot = nextSlot();
  const { needs: before } = slot;
  if (before && needs?.every((each, at) => each === before[at])) return;
  slot.needs = needs;
  owner.__h.push(() =>
    when(() => {
      if (slot.isGone) return;
      slot.end?.();
      slot.end = effect() ?? undefined;
    }),
  );
}
