/* Two files, each for itself and without a module loader: the button that every page pays for, and
   the chat that comes when the customer opens it. The first one has to know what the second one is
   called, so that is built first. */

import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const built = fileURLToPath(new URL("../built/widget", import.meta.url));

async function bundle(name, define) {
  await build({
    root: fileURLToPath(new URL(".", import.meta.url)),
    configFile: false,
    logLevel: "warn",
    define,
    oxc: { jsx: { importSource: "preact" } },
    build: {
      outDir: built,
      emptyOutDir: false,
      target: "es2022",
      cssTarget: ["chrome123", "firefox120", "safari17.5"], // the first with light-dark()
      lib: {
        entry: `src/${name}.ts`,
        formats: ["iife"],
        name: "chimp",
        fileName: () => `${name}.js`,
      },
    },
  });
  return `${built}/${name}.js`;
}

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
const chat = await bundle("chat", {});
const hash = createHash("sha256")
  .update(await readFile(chat))
  .digest("hex")
  .slice(0, 10);
await rename(chat, `${built}/chat-${hash}.js`);
await bundle("widget", { __CHAT__: JSON.stringify(`chat-${hash}.js`) });
