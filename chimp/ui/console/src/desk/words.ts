import { words as en } from "../language/en/desk.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/desk.ts";

export const words = area("desk", { en, "pt-BR": ptBR });

const KNOWN = new Set(Object.keys(en));

/** Why nothing was done, in the reader's language where it is known; else as the server says it. */
export function refusalWords(code: string, message: string): string {
  const key = `refused_${code}`;
  return KNOWN.has(key) ? words(key as keyof typeof en) : message;
}
