import type { WidgetLanguage } from "../api/shapes.ts";

/** Each in its own words, as those who look for it know it. */
export const WIDGET_LANGUAGES: readonly (readonly [WidgetLanguage, string])[] = [
  ["en", "English"],
  ["pt-BR", "Português (Brasil)"],
  ["es", "Español"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["ar", "العربية"],
];
