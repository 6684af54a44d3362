import { words as en } from "./en/words.ts";
import { area } from "./language.ts";
import { words as ptBR } from "./pt-BR/words.ts";

/** Words that are needed everywhere. */
export const words = area("words", { en, "pt-BR": ptBR });
