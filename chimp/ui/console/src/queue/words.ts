import { words as en } from "../language/en/queue.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/queue.ts";

export const words = area("queue", { en, "pt-BR": ptBR });
