import type { words as en } from "../language/en/app.ts";
import { area } from "../language/language.ts";

export const words = area<keyof typeof en>("app");
