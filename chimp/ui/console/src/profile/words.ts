import { words as en } from "../language/en/profile.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/profile.ts";

export const words = area("profile", { en, "pt-BR": ptBR });
