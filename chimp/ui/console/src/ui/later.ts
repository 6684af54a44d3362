import { useEffect } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import { words } from "../language/words.ts";
import { showToast } from "./toast.ts";

/** What most people do not need at first: it is loaded when somebody is about to. */
export interface Later<Part> {
  store: StoreApi<{ part: Part | null }>;
  /** Rejects when it could not be loaded. */
  load(): Promise<void>;
  /** It will be wanted soon: somebody points at it. */
  ask(): void;
  /** For what is shown inside the part alone. */
  get(): Part;
}

export function later<Part>(load: () => Promise<Part>): Later<Part> {
  const store = createStore<{ part: Part | null }>(() => ({ part: null }));
  let loading: Promise<void> | null = null;

  function begin(): Promise<void> {
    loading ??= load().then(
      (part) => store.setState({ part }),
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  }

  return {
    store,
    load: begin,
    ask: () => void begin().catch(() => undefined),
    get() {
      const { part } = store.getState();
      if (part === null) {
        throw new Error("shown before it was loaded");
      }
      return part;
    },
  };
}

/** Null until it is there; `onFailed` is called when it could not be loaded, which is also said. */
export function useLater<Part>(
  part: Later<Part>,
  isWanted: boolean,
  onFailed: () => void,
): Part | null {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the callback is new at each time
  useEffect(() => {
    if (isWanted) {
      part.load().catch(() => {
        showToast({ text: words("noAnswer"), tone: "danger" });
        onFailed();
      });
    }
  }, [isWanted]);
  return useStore(part.store, (state) => state.part);
}
