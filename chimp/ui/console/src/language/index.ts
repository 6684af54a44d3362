export {
  area,
  chooseLanguage,
  LANGUAGES,
  type Language,
  type LanguageChoice,
  loadWords,
  locale,
  useLanguage,
  type Values,
  type Words,
} from "./language.ts";
export { LEVELS, type Level, levelName } from "./levels.ts";
export * from "./time.ts";
export { words } from "./words.ts";
