/* Copies what needs no bundler, and tells the service worker which files the console is made of. It
   comes after the console, whose files it lists. */

import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const built = fileURLToPath(new URL("../built/pages", import.meta.url));
const assets = fileURLToPath(new URL("../built/console/assets", import.meta.url));

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
for (const name of ["demo", "icons", "manifest.webmanifest"]) {
  await cp(here + name, `${built}/${name}`, { recursive: true });
}

const names = (await readdir(assets)).filter((name) => /\.(js|css|woff2|svg)$/.test(name)).sort();
const index = await readFile(
  fileURLToPath(new URL("../built/console/index.html", import.meta.url)),
);
const version = createHash("sha256")
  .update(index)
  .update(names.join("\n"))
  .digest("hex")
  .slice(0, 10);
const worker = await readFile(`${here}service-worker.js`, "utf-8");
await writeFile(
  `${built}/service-worker.js`,
  worker
    .replace('"__VERSION__"', JSON.stringify(version))
    .replace('["__ASSETS__"]', JSON.stringify(names.map((name) => `/assets/${name}`))),
);
