/* Puts a .br and a .gz beside every file of a folder that gets smaller by it, so that the server
   has only to hand them out: `node compress.mjs built`. */

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { argv } from "node:process";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const PACKED = /\.(br|gz|png|woff2|webp)$/;
const WORTH_IT = 0.95;

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

async function compress(path) {
  const content = await readFile(path);
  const packed = {
    br: await brotli(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    gz: await deflate(content, { level: constants.Z_BEST_COMPRESSION }),
  };
  for (const [ending, bytes] of Object.entries(packed)) {
    if (bytes.length < content.length * WORTH_IT) {
      await writeFile(`${path}.${ending}`, bytes);
    } else {
      await rm(`${path}.${ending}`, { force: true });
    }
  }
}

const folder = argv[2];
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
await Promise.all(
  entries
    .filter((entry) => entry.isFile() && !PACKED.test(entry.name))
    .map((entry) => compress(`${entry.parentPath}/${entry.name}`)),
);
