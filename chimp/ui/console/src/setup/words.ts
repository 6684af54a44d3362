import { words as en } from "../language/en/setup.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/setup.ts";

export const words = area("setup", { en, "pt-BR": ptBR });
