/* The widget's files, each for itself and without a module loader: the button that every page pays
   for, the chat that comes when somebody wants it, one file for each language, and the component
   for sites in React. The first one has to know what the others are called, so it is built last. */

import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The tokens that the widget's own styles use, and what those are made of: every page pays. */
const usedTokens = {
  name: "used-tokens",
  async transform(code, id) {
    if (!/tokens\.css/.test(id)) return null;
    const styles = await readFile(here("src/chat/chat.css"), "utf8");
    const used = new Set();
    const use = (text) => {
      for (const [, name] of text.matchAll(/var\((--[\w-]+)/g)) {
        if (used.has(name)) continue;
        used.add(name);
        for (const [, value] of code.matchAll(new RegExp(`${name}:([^;]+);`, "g"))) use(value);
      }
    };
    use(styles);
    return code.replace(/\s*(--[\w-]+):[^;]+;/g, (line, name) => (used.has(name) ? line : ""));
  },
  enforce: "pre",
};

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = here("../built/widget");

async function bundle(entry, name, { define = {}, format = "iife", external = [] } = {}) {
  await build({
    root: here("."),
    configFile: false,
    logLevel: "warn",
    define,
    plugins: [usedTokens],
    oxc: { jsx: { importSource: "preact" } },
    build: {
      outDir: built,
      emptyOutDir: false,
      target: "es2022",
      cssTarget: ["chrome123", "firefox120", "safari17.5"], // the first with light-dark()
      rolldownOptions: { external },
      lib: { entry, formats: [format], name: "chimpPart", fileName: () => `${name}.js` },
    },
  });
  return `${name}.js`;
}

const hashOf = (content) => createHash("sha256").update(content).digest("hex").slice(0, 10);

async function hashed(file) {
  const content = await readFile(`${built}/${file}`);
  const name = file.replace(/\.js$/, `-${hashOf(content)}.js`);
  await rename(`${built}/${file}`, `${built}/${name}`);
  return name;
}

/** A language is one file of texts here, and one small script there. */
async function languages() {
  const known = {};
  for (const file of (await readdir(here("src/language"))).sort()) {
    const code = file.replace(/\.json$/, "");
    const texts = JSON.parse(await readFile(here(`src/language/${file}`), "utf8"));
    const script = `(window.Chimp.texts??={})[${JSON.stringify(code)}]=${JSON.stringify(texts)};\n`;
    const name = `${code}-${hashOf(script)}.js`;
    await writeFile(`${built}/${name}`, script);
    known[code] = {
      file: name,
      direction: texts.direction,
      open: texts.launcherOpen,
      close: texts.launcherClose,
      failed: texts.failedLoading,
    };
  }
  return known;
}

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
const define = {
  __LANGUAGES__: JSON.stringify(await languages()),
  __CHAT__: JSON.stringify(await hashed(await bundle("src/chat.tsx", "chat"))),
};
await bundle("src/widget.ts", "widget", { define });
await bundle("src/component.ts", "react", { format: "es", external: ["react"] });
await copyFile(here("src/react.d.ts"), `${built}/react.d.ts`);
