import { chooseLanguage, type LanguageChoice, words } from "../language/index.ts";
import { showToast } from "../ui/index.ts";

/** Says so if its words could not be loaded. */
export function switchLanguage(choice: LanguageChoice): void {
  chooseLanguage(choice).catch(() => showToast({ text: words("noAnswer"), tone: "danger" }));
}
