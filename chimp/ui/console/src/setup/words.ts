import type { words as en } from "../language/en/setup.ts";
import { area } from "../language/language.ts";

export const words = area<keyof typeof en>("setup");
