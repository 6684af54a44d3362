import { words as en } from "../language/en/app.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/app.ts";

export const words = area("app", { en, "pt-BR": ptBR });
