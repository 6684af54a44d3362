/** The names of all emoji, from this server: nothing is asked of anybody else. */
import enData from "emojibase-data/en/data.json?url";
import enMessages from "emojibase-data/en/messages.json?url";
import ptData from "emojibase-data/pt/data.json?url";
import ptMessages from "emojibase-data/pt/messages.json?url";
import type { EmojiData } from "frimousse";

/** What systems of the last years can draw. */
const NEWEST = 15;
const TONES = ["none", "light", "medium-light", "medium", "medium-dark", "dark"] as const;

interface Named {
  emoji: string;
  label: string;
  tags?: string[];
  group?: number;
  version: number;
  skins?: { emoji: string; tone: number | number[] }[];
}

interface Messages {
  groups: { key: string; message: string; order: number }[];
  skinTones: { key: string; message: string }[];
}

const SOURCES = {
  en: [enData, enMessages],
  pt: [ptData, ptMessages],
} as const;

export async function emojiData(locale: string): Promise<EmojiData> {
  const source = locale === "pt" ? "pt" : "en";
  const [named, messages] = await Promise.all([
    fetched<Named[]>(SOURCES[source][0]),
    fetched<Messages>(SOURCES[source][1]),
  ]);
  return {
    locale: source,
    emojis: named.filter((one) => one.group !== undefined && one.version <= NEWEST).map(asEmoji),
    categories: messages.groups
      .filter((group) => group.key !== "component")
      .map((group) => ({ index: group.order, label: capital(group.message) })),
    skinTones: Object.fromEntries(
      messages.skinTones.map((tone) => [tone.key, tone.message]),
    ) as EmojiData["skinTones"],
  };
}

function asEmoji(one: Named): EmojiData["emojis"][number] {
  const skins = one.skins?.flatMap(({ emoji, tone }) =>
    typeof tone === "number" ? [[TONES[tone], emoji]] : [],
  );
  return {
    emoji: one.emoji,
    category: one.group ?? 0,
    label: one.label,
    version: one.version,
    tags: one.tags ?? [],
    ...(skins && {
      skins: Object.fromEntries(skins) as NonNullable<EmojiData["emojis"][number]["skins"]>,
    }),
  };
}

async function fetched<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status}`);
  }
  return (await response.json()) as Answer;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
