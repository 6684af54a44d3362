/* The widget's files, each for itself and without a module loader: the button that every page pays
   for, the chat that comes when somebody wants it, one file for each language, and the component
   for sites in React. The first one has to know what the others are called, so it is built last. */

import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The loader gives these to the whole widget, by the accent of the desk. */
const GIVEN = /^--(accent|accent-hover|accent-text|on-accent|focus)$/;
/** Measures are shorter than their names. */
const MEASURE = /^--(space|size|radius|line|quick|calm)\b/;
const USE = /var\((--[\w-]+)\)/g;

/** The styles with the tokens that they use: every page pays, so there are no others, and what is
    used in one place only stands there. */
const usedTokens = {
  name: "used-tokens",
  async transform(code, id) {
    const isTokens = /tokens\.css/.test(id);
    if (!isTokens && !/chat\.css/.test(id)) return null;
    const [tokens, styles] = await Promise.all(
      ["../design/tokens.css", "src/chat/chat.css"].map((path) => readFile(here(path), "utf8")),
    );
    const { values, uses } = tokensOf(tokens, styles);
    const isNamed = (name) => !values.has(name) || (!MEASURE.test(name) && uses.get(name) > 1);
    const short = (text) =>
      text.replace(USE, (use, name) => (isNamed(name) ? use : short(values.get(name))));
    if (!isTokens) return short(code);
    return code
      .replace(/:root,\s*:host/g, ":where(.chimp)") // where no style of the page can change them
      .replace(/\s*(--[\w-]+):([^;]+);/g, (_, name, value) =>
        values.has(name) && uses.has(name) && isNamed(name) ? `${name}:${short(value)};` : "",
      );
  },
  enforce: "pre",
};

/** What each token is (the first that is said), and how often it is used by what is used. */
function tokensOf(tokens, styles) {
  const values = new Map();
  for (const [, name, value] of tokens.matchAll(/(--[\w-]+):([^;]+);/g)) {
    if (!values.has(name) && !GIVEN.test(name)) values.set(name, value.trim());
  }
  const uses = new Map();
  const use = (text) => {
    for (const [, name] of text.matchAll(USE)) {
      uses.set(name, (uses.get(name) ?? 0) + 1);
      if (uses.get(name) === 1) use(values.get(name) ?? "");
    }
  };
  use(styles);
  return { values, uses };
}

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = here("../built/widget");

/** What these take for granted holds here: nobody reads `arguments` or the name of a function, and
    no getter does anything but tell. */
const terserOptions = {
  ecma: 2020,
  compress: {
    ecma: 2020,
    passes: 3,
    pure_getters: true,
    unsafe: true,
    unsafe_arrows: true,
    unsafe_methods: true,
  },
};

async function bundle(entry, name, { define = {}, format = "iife", external = [], oxc } = {}) {
  await build({
    root: here("."),
    configFile: false,
    logLevel: "warn",
    define,
    plugins: [usedTokens],
    ...(oxc && { oxc }),
    build: {
      outDir: built,
      emptyOutDir: false,
      target: "es2022",
      minify: "terser",
      terserOptions,
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

/** A language is one file of texts here, and one small script there. What is needed before that
    has come, or when it can not come, the loader knows of every language. */
async function languages() {
  const known = {};
  for (const file of (await readdir(here("src/language"))).sort()) {
    const code = file.replace(/\.json$/, "");
    const texts = JSON.parse(await readFile(here(`src/language/${file}`), "utf8"));
    const { direction, launcherOpen, launcherClose, failedLoading, ...ofChat } = texts;
    const script = `(window.Chimp.texts??={})[${JSON.stringify(code)}]=${JSON.stringify(ofChat)};\n`;
    const name = `${code}-${hashOf(script)}.js`;
    await writeFile(`${built}/${name}`, script);
    known[code] = {
      file: name,
      direction,
      open: launcherOpen,
      close: launcherClose,
      failed: failedLoading,
    };
  }
  return known;
}

/** `h(type, properties, ...children)`, as short as it can be written. */
const oxc = {
  jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
  jsxInject: 'import { h, Fragment } from "preact"',
};

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
const define = {
  __LANGUAGES__: JSON.stringify(await languages()),
  __CHAT__: JSON.stringify(await hashed(await bundle("src/chat.tsx", "chat", { oxc }))),
};
await bundle("src/widget.ts", "widget", { define });
await bundle("src/component.ts", "react", { format: "es", external: ["react"] });
await copyFile(here("src/react.d.ts"), `${built}/react.d.ts`);
