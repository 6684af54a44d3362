import { words as en } from "../language/en/shortcuts.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/shortcuts.ts";

export const words = area("shortcuts", { en, "pt-BR": ptBR });
