/** What `openapi-fetch` does, as far as the console needs it: its types are all that is taken. */
import type { Client } from "openapi-fetch";

type Value = string | number | boolean | null | undefined;

interface Asked {
  params?: { path?: Record<string, Value>; query?: Record<string, Value> };
  body?: unknown;
  signal?: AbortSignal;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** `error` is what was said with a status that is not of success, as JSON or else as text. */
export function clientOf<Paths extends object>(baseUrl: string): Client<Paths> {
  const client = Object.fromEntries(
    METHODS.map((method) => [
      method,
      async (path: string, { params, body, signal }: Asked = {}) => {
        const address = baseUrl + inPath(path, params?.path ?? {}) + inQuery(params?.query ?? {});
        const request = new Request(address, {
          method,
          credentials: "same-origin",
          headers: { Accept: "application/json", ...(body !== undefined && JSON_BODY) },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          ...(signal && { signal }),
        });
        const response = await globalThis.fetch(request); // tests put another one in its place
        const text = await response.text();
        if (response.ok) {
          return { data: text === "" ? undefined : (JSON.parse(text) as unknown), response };
        }
        return { error: read(text), response };
      },
    ]),
  );
  return client as unknown as Client<Paths>;
}

const JSON_BODY = { "Content-Type": "application/json" };

function inPath(path: string, values: Record<string, Value>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

function inQuery(values: Record<string, Value>): string {
  const said = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  const query = new URLSearchParams(said.map(([name, value]) => [name, String(value)]));
  return said.length === 0 ? "" : `?${query}`;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
