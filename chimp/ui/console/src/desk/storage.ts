/** This browser's store, or the page's own memory where storage is forbidden or full. */
const memory = new Map<string, string>();

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function keep(key: string, value: string): void {
  memory.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // it holds until the page is closed
  }
}

export function forget(key: string): void {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // there was nothing
  }
}

/** What is kept under keys that begin so. */
export function recallAll(prefix: string): [key: string, value: string][] {
  const found = new Map([...memory].filter(([key]) => key.startsWith(prefix)));
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (key?.startsWith(prefix)) {
        found.set(key, localStorage.getItem(key) ?? "");
      }
    }
  } catch {
    // the page's own memory is all there is
  }
  return [...found];
}
