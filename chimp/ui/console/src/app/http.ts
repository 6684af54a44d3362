/** One request to the server of this page. What is answered is trusted to have its published shape. */

/** The server said no: `code` for programs, `message` for people, `field` where it is wrong. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  readonly code: string | null;
  readonly field: string | null;

  constructor(
    status: number,
    message: string,
    code: string | null = null,
    field: string | null = null,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

/** Nobody answered: there is no line, or the server is gone. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const listeners = new Set<() => void>();

/** Told whenever an answer says that nobody is logged in (any more). Returns how to stop that. */
export function onLoggedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** To be called by whoever hears a 401 elsewhere. */
export function sayLoggedOut(): void {
  for (const listener of listeners) {
    listener();
  }
}

/** Raises HttpError or NoAnswer. `path` is below the address of the page, "/desk". */
export async function request<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      headers: { Accept: "application/json", ...(body !== undefined && JSON_BODY) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) {
      throw error;
    }
    throw new NoAnswer(`${method} ${path}`, { cause: error });
  }
  const said: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) {
    if (response.status === 401 && path !== "/login") {
      sayLoggedOut();
    }
    throw asError(response, said);
  }
  return said as Answer;
}

const JSON_BODY = { "Content-Type": "application/json" };

function asError(response: Response, said: unknown): HttpError {
  const told = typeof said === "object" && said !== null ? (said as Record<string, unknown>) : {};
  return new HttpError(
    response.status,
    typeof told.message === "string" ? told.message : `${response.status} ${response.statusText}`,
    typeof told.error === "string" ? told.error : null,
    typeof told.field === "string" ? told.field : null,
  );
}
