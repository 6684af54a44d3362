import type { words as en } from "../language/en/api.ts";
import { area } from "../language/language.ts";

export const words = area<keyof typeof en>("api");
