/** What people have written, cut into pieces that a page can show without trusting any of it. */

/** `url` is there, and leads where it may, where the text is an address. */
export interface Piece {
  readonly text: string;
  readonly url?: string;
}

/**
 * Every part that repeats has a limit, or begins where only one can: a text of any length and malice
 * is read in one go.
 */
const ADDRESS =
  /\b(?:https?:\/\/|www\.)[^\s<>"]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi;
/** What usually belongs to the sentence, and not to the address. */
const AFTER = ".,;:!?'*_~\"»”’)]}";
const PROTOCOLS = ["http:", "https:", "mailto:"];

/** Together they are the content again. Links are `http`, `https` and `mailto`, and nothing else. */
export function piecesOf(content: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of content.matchAll(ADDRESS)) {
    const text = trimmed(found[0]);
    const url = urlOf(text);
    if (url === null) continue;
    if (found.index > at) pieces.push({ text: content.slice(at, found.index) });
    pieces.push({ text, url });
    at = found.index + text.length;
  }
  if (at < content.length) pieces.push({ text: content.slice(at) });
  return pieces;
}

/** A bracket that was opened within the address may close in it. */
function trimmed(found: string): string {
  let end = found.length;
  while (end > 0 && AFTER.includes(found.charAt(end - 1))) end--;
  const without = found.slice(0, end);
  const isOpen = without.split("(").length > without.split(")").length;
  return isOpen && found.charAt(end) === ")" ? `${without})` : without;
}

function urlOf(text: string): string | null {
  const isMail = !/^(?:https?:|www\.)/i.test(text);
  if (isMail && !/\.[a-z]{2,}$/i.test(text)) return null;
  const address = isMail ? `mailto:${text}` : /^www/i.test(text) ? `https://${text}` : text;
  try {
    const url = new URL(address);
    return PROTOCOLS.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

const MOST_EMOJI = 3;
const EMOJI =
  /^(?:\p{Regional_Indicator}{2}|[#*\d]\ufe0f?\u20e3|(?![#*\d])\p{Emoji}(?:\p{Emoji_Modifier}|\ufe0f|[\u{e0020}-\u{e007f}]{1,9}|\u200d\p{Emoji}){0,12})$/u;

/** One to three emoji and nothing else, which are shown large. */
export function isEmojiAlone(content: string): boolean {
  const text = content.replace(/\s+/g, "");
  if (text === "" || text.length > 64) return false;
  const found = [...new Intl.Segmenter().segment(text)];
  return found.length <= MOST_EMOJI && found.every(({ segment }) => EMOJI.test(segment));
}
