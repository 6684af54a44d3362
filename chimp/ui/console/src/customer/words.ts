import { words as en } from "../language/en/customer.ts";
import { area } from "../language/language.ts";
import { words as ptBR } from "../language/pt-BR/customer.ts";

export const words = area("customer", { en, "pt-BR": ptBR });
