import { words } from "./words.ts";

export const LEVELS = ["support/firstLevel", "support/secondLevel", "support/supervisor"] as const;
export type Level = (typeof LEVELS)[number];

/** The type of an attendant, or what a session asks for. */
export function levelName(level: string): string {
  switch (level) {
    case "support/firstLevel":
      return words("levelFirst");
    case "support/secondLevel":
      return words("levelSecond");
    case "support/supervisor":
      return words("levelSupervisor");
    default:
      return level;
  }
}
