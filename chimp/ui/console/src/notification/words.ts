import type { words as en } from "../language/en/notification.ts";
import { area } from "../language/language.ts";

export const words = area<keyof typeof en>("notification");
