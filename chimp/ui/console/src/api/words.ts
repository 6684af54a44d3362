import { words as en } from "../language/en/api.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/api.ts";

export const words = area("api", { en, "pt-BR": ptBR });
