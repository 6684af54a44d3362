/* What the widget asks the server by HTTP. Never with cookies: it is a guest on its page. */

import type { Id, Message } from "@chimp/client";
import type { Plain } from "../shared.ts";

/** The server has said no; `code` is for programs. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Not now, but perhaps later. */
  get isForNow(): boolean {
    return this.status >= 500;
  }
}

/** Asking once more would change nothing. */
export function isFinal(error: unknown): boolean {
  return error instanceof Refused && !error.isForNow && error.status !== 429;
}

/** What `POST /session` and `POST /session/:id/token` answer. */
export interface Issued {
  sessionId: string;
  sessionTopic: string;
  customerId: Id;
  keepAliveTTL: number;
  token: string;
  tokenExpiresAt: number;
  verified: boolean;
}

export interface Wanted {
  customerId?: Id;
  customer?: Record<string, Plain>;
  identity?: string;
}

const PART = 100;
const PATIENCE = 20_000;

export class Server {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  begin(wanted: Wanted): Promise<Issued> {
    return this.#ask<Issued>("/session", { body: wanted });
  }

  renew(sessionId: string, token: string): Promise<Issued> {
    return this.#ask<Issued>(`/session/${encodeURIComponent(sessionId)}/token`, {
      body: {},
      token,
    });
  }

  /** How a session stands; null if the server knows nothing of it. */
  session(sessionId: string, token: string): Promise<{ status: string } | null> {
    return this.#ask(`/session/${encodeURIComponent(sessionId)}`, { token });
  }

  /** In order, as many as one answer holds. */
  messagesAfter(sessionId: string, token: string, seq: number): Promise<Message[]> {
    return this.#messages(sessionId, token, `after=${seq}`);
  }

  /** In order, those that come just before; 0: the newest of all. */
  messagesBefore(sessionId: string, token: string, seq: number): Promise<Message[]> {
    return this.#messages(sessionId, token, `before=${seq}`);
  }

  #messages(sessionId: string, token: string, which: string): Promise<Message[]> {
    const path = `/session/${encodeURIComponent(sessionId)}/messages`;
    return this.#ask<Message[]>(`${path}?${which}&limit=${PART}`, { token });
  }

  async #ask<Answer>(path: string, how: { body?: object; token?: string }): Promise<Answer> {
    const headers = new Headers();
    if (how.body) headers.set("Content-Type", "application/json");
    if (how.token) headers.set("Authorization", `Bearer ${how.token}`);
    const answer = await fetch(this.#url + path, {
      method: how.body ? "POST" : "GET",
      credentials: "omit",
      cache: "no-store",
      headers,
      body: how.body ? JSON.stringify(how.body) : null,
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.ok) return (await answer.json()) as Answer;
    const said = (await answer.json().catch(() => ({}))) as { error?: string; message?: string };
    throw new Refused(answer.status, said.error ?? "error", said.message ?? answer.statusText);
  }
}
