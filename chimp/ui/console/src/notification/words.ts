import { words as en } from "../language/en/notification.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/notification.ts";

export const words = area("notification", { en, "pt-BR": ptBR });
