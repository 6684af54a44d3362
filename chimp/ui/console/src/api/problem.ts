/* What is said about a refusal, and where: errors of every route are `HttpError` or `NoAnswer`. */

import { HttpError, NoAnswer } from "../app/http.ts";
import { words } from "./words.ts";

/**
 * What the server says of one field of a form, or of what lies below it (`week.monday.0.to` is
 * below `week.monday`); null if it says nothing of it.
 */
export function wordsAt(error: unknown, field: string): string | null {
  if (!(error instanceof HttpError) || error.field === null) return null;
  const isThere = error.field === field || error.field.startsWith(`${field}.`);
  return isThere ? withoutField(error.message, error.field) : null;
}

/** The field is shown by where the sentence stands; "field: …" would say it twice. */
function withoutField(message: string, field: string): string {
  const text = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/**
 * What has happened and what to do about it, in the reader's language where the cause is known, in
 * the server's words where it is not.
 */
export function wordsOf(error: unknown): string {
  if (error instanceof NoAnswer) return words("noAnswer");
  if (!(error instanceof HttpError)) return words("failed", { message: String(error) });
  if (error.code === "accounts_elsewhere") return words("accountsElsewhere");
  if (error.code === "last_administrator") return words("lastAdministrator");
  switch (error.status) {
    case 401:
      return words("loggedOut");
    case 403:
      return words("forbidden");
    case 404:
      return words("gone");
    case 429:
      return words("tooMany");
    default:
      return error.status >= 500 ? words("serverFailed") : error.message;
  }
}

/** `wordsOf`, unless it stands at one of these fields already. */
export function wordsBeside(error: unknown, fields: readonly string[]): string | null {
  if (error === null || fields.some((field) => wordsAt(error, field) !== null)) return null;
  return wordsOf(error);
}
