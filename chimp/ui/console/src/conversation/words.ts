import { words as en } from "../language/en/conversation.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/conversation.ts";

export const words = area("conversation", { en, "pt-BR": ptBR });
