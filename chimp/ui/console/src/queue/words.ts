import type { words as en } from "../language/en/queue.ts";
import { area } from "../language/language.ts";

export const words = area<keyof typeof en>("queue");
