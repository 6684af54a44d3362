/** Which key does what: one table for what is pressed and for the sheet that shows it. Pure. */

export type ActionId =
  | "accept"
  | "decline"
  | "next"
  | "previous"
  | "nextUnread"
  | "search"
  | "reply"
  | "note"
  | "take"
  | "transfer"
  | "close"
  | "customer"
  | "away"
  | "mute"
  | "commands"
  | "shortcuts"
  | "inbox"
  | "administration"
  | "profile";

export interface Shortcut {
  id: ActionId;
  /** "Mod K": Ctrl, or Cmd on a Mac; "g i": one after the other. */
  keys: string;
  group: "everywhere" | "list" | "session";
  /** It works while one writes, too. */
  inText?: boolean;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { id: "commands", keys: "Mod K", group: "everywhere", inText: true },
  { id: "shortcuts", keys: "?", group: "everywhere" },
  { id: "accept", keys: "Enter", group: "everywhere" },
  { id: "decline", keys: "x", group: "everywhere" },
  { id: "away", keys: "a", group: "everywhere" },
  { id: "mute", keys: "m", group: "everywhere" },
  { id: "inbox", keys: "g i", group: "everywhere" },
  { id: "administration", keys: "g a", group: "everywhere" },
  { id: "profile", keys: "g p", group: "everywhere" },
  { id: "search", keys: "/", group: "list" },
  { id: "next", keys: "j", group: "list" },
  { id: "previous", keys: "k", group: "list" },
  { id: "next", keys: "Alt ↓", group: "list", inText: true },
  { id: "previous", keys: "Alt ↑", group: "list", inText: true },
  { id: "nextUnread", keys: "u", group: "list" },
  { id: "reply", keys: "r", group: "session" },
  { id: "note", keys: "n", group: "session" },
  { id: "take", keys: "s", group: "session" },
  { id: "transfer", keys: "t", group: "session" },
  { id: "close", keys: "e", group: "session" },
  { id: "customer", keys: "c", group: "session" },
];

export interface Press {
  key: string;
  hasMod: boolean;
  hasAlt: boolean;
  /** Where text is written. */
  isInText: boolean;
  /** On a button or a link, which has its own use for Enter. */
  isOnControl: boolean;
}

/** How long the second of two keys may take, in milliseconds. */
export const PAIR = 1200;

export interface Before {
  key: string;
  at: number;
}

/**
 * What a press means after what was pressed before it. `singles`: whether keys without Ctrl or Alt
 * count (WCAG 2.1.4: who speaks to their computer turns them off).
 */
export function meant(
  press: Press,
  before: Before | null,
  now: number,
  singles: boolean,
): { action: ActionId | null; before: Before | null } {
  const key = named(press);
  for (const shortcut of SHORTCUTS) {
    if (press.isInText && shortcut.inText !== true) {
      continue;
    }
    const [first, second] = shortcut.keys.split(" ");
    const isChord = first === "Mod" || first === "Alt";
    if (!isChord && !singles && shortcut.id !== "accept") {
      continue;
    }
    if (shortcut.keys === key && !(key === "Enter" && press.isOnControl)) {
      return { action: shortcut.id, before: null };
    }
    const isSecond = before !== null && before.key === first && now - before.at < PAIR;
    if (isSecond && !isChord && second === key) {
      return { action: shortcut.id, before: null };
    }
  }
  return { action: null, before: press.isInText ? null : { key, at: now } };
}

const ARROWS: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑" };

function named({ key, hasMod, hasAlt }: Press): string {
  const name = ARROWS[key] ?? key;
  if (hasMod) {
    return `Mod ${name.toUpperCase()}`;
  }
  return hasAlt ? `Alt ${name}` : name;
}

/** As it is written on this machine's keys. */
export function written(keys: string, isMac: boolean): string {
  return keys
    .replace("Mod", isMac ? "⌘" : "Ctrl")
    .replace("Alt", isMac ? "⌥" : "Alt")
    .replace("Enter", "↵");
}

export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}
