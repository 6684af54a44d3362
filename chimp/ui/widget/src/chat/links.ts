/* Addresses within a text, to be links. Everything else stays text. */

export type Piece = { readonly text: string } | { readonly text: string; readonly url: string };

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/gi;
/** What usually belongs to the sentence, and not to the address. */
const AFTER = /[.,;:!?'"»”’)\]}]+$/;

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
  const without = found.replace(AFTER, "");
  const isOpen = without.split("(").length > without.split(")").length;
  return isOpen && found.startsWith(`${without})`) ? `${without})` : without;
}

function urlOf(text: string): string | null {
  const isMail = !/^(?:https?:|www\.)/i.test(text);
  const address = isMail ? `mailto:${text}` : /^www/i.test(text) ? `https://${text}` : text;
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
