import type { words as en } from "./en/words.ts";
import { area } from "./language.ts";

/** Words that are needed everywhere. */
export const words = area<keyof typeof en>("words");
