import type { words as en } from "../language/en/desk.ts";
import { area, hasWord } from "../language/language.ts";

export const words = area<keyof typeof en>("desk");

/** Why nothing was done, in the reader's language where it is known; else as the server says it. */
export function refusalWords(code: string, message: string): string {
  const key = `refused_${code}`;
  return hasWord(`desk.${key}`) ? words(key as keyof typeof en) : message;
}
