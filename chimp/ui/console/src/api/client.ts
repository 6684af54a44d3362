/* The one way to the server's HTTP routes: same origin, by cookie, typed by the routes. */

import type { paths } from "@chimp/client/generated/http";
import { HttpError, NoAnswer, sayLoggedOut } from "../app/http.ts";
import { clientOf } from "./fetching.ts";

export const http = clientOf<paths>(globalThis.location?.origin ?? "");

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/**
 * What a route answers; throws `HttpError` or `NoAnswer`. A 401 ends the log-in, and the shell asks
 * for it again, unless it is about a password that was just typed (`provesPassword`).
 */
export async function answerOf<Data>(
  asked: Promise<Answer<Data>>,
  { provesPassword = false } = {},
): Promise<Data> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new NoAnswer("no answer that can be read", { cause });
  });
  if (response.ok) return data as Data;
  if (response.status === 401 && !provesPassword) sayLoggedOut();
  throw httpError(response, error);
}

/** Reads `{error, message, field?}`; of anything else, the status is all that is known. */
function httpError(response: Response, body: unknown): HttpError {
  const told = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
  const message = text(told.message) ?? `HTTP ${response.status}`;
  return new HttpError(response.status, message, text(told.error), text(told.field));
}
