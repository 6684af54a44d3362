/* Which language to speak: the one that was asked for, or the page's, or the reader's. */

import type { Plural } from "../shared.ts";

/** The one of `known` that comes nearest to a wish such as `de-AT` or `pt`; null if none does. */
export function nearest(wish: string, known: readonly string[]): string | null {
  const wanted = wish.toLowerCase();
  const [main] = wanted.split("-");
  return (
    known.find((each) => each.toLowerCase() === wanted) ??
    known.find((each) => each.toLowerCase().split("-")[0] === main) ??
    null
  );
}

/** `auto` follows the page, then the browser; English where nothing fits. */
export function chosen(
  wish: string,
  known: readonly string[],
  page: string,
  reader: readonly string[],
): string {
  const wishes = wish === "auto" || wish === "" ? [page, ...reader] : [wish, page, ...reader];
  for (const each of wishes) {
    const found = each ? nearest(each, known) : null;
    if (found !== null) return found;
  }
  return "en";
}

/** A count in words. */
export function counted(language: string, text: Plural, count: number): string {
  const form = text[new Intl.PluralRules(language).select(count)] ?? text.other;
  return form.replace("{n}", new Intl.NumberFormat(language).format(count));
}
