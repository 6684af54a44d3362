import { words as en } from "../language/en/administration.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/administration.ts";

export const words = area("administration", { en, "pt-BR": ptBR });
