import { compileMessage } from "@lingui/message-utils/compileMessage";
import { type Plugin, transformWithOxc } from "vite";

const CATALOG = /\/src\/language\/[A-Za-z-]+\/[A-Za-z-]+\.ts$/;

/**
 * Compiles the words of all languages while the pages are built: the parser of ICU messages weighs
 * more than they do, and no page has to carry it.
 */
export function compiledWords(): Plugin {
  return {
    name: "compiled-words",
    enforce: "pre",
    async transform(code, id) {
      if (!CATALOG.test(id)) {
        return null;
      }
      const plain = (await transformWithOxc(code, id)).code;
      const { words } = await import(`data:text/javascript,${encodeURIComponent(plain)}`);
      const compiled = Object.entries<string>(words).map(([key, text]) => [
        key,
        compileMessage(text),
      ]);
      return {
        code: `export const words = ${JSON.stringify(Object.fromEntries(compiled))};`,
        map: null,
      };
    },
  };
}
