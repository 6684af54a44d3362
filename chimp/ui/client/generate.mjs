// Makes src/generated/{http,mqtt}.ts of what the server publishes about itself, and nothing else.
//
// The server's own Python is asked for the documents: `PYTHON`, or the environment of the
// repository, or `python3`. tests/ui/test_generated.py holds that the files are up to date.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { compile } from "json-schema-to-typescript";
import openapiTS, { astToString } from "openapi-typescript";

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, "../../..");
const GENERATED = join(HERE, "src/generated");
const PROSE = new Set(["description", "summary", "example", "examples", "version", "tags"]);

const documents = published();
write("http.ts", documents.openapi, await http(documents.openapi));
write("mqtt.ts", documents.asyncapi, await mqtt(documents.asyncapi));

function published() {
  const folder = mkdtempSync(join(tmpdir(), "chimp-published-"));
  try {
    const run = spawnSync(python(), ["-m", "tests.ui.published", folder], {
      cwd: ROOT,
      stdio: ["ignore", 2, 2],
    });
    if (run.error ?? run.status !== 0) {
      throw new Error(`the server's documents could not be had: ${run.error ?? run.status}`);
    }
    const read = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
    return { openapi: read("openapi"), asyncapi: read("asyncapi") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function python() {
  const git = ["rev-parse", "--path-format=absolute", "--git-common-dir"];
  const common = spawnSync("git", git, { cwd: ROOT, encoding: "utf8" }).stdout?.trim();
  const homes = common ? [ROOT, dirname(common)] : [ROOT]; // worktrees share one environment
  const found = homes.map((home) => join(home, ".venv/bin/python")).find(existsSync);
  return process.env.PYTHON ?? found ?? "python3";
}

/** Members with a default may be left out of what is sent, so they are optional. */
async function http(document) {
  return astToString(await openapiTS(document, { defaultNonNullable: false }));
}

/** The shapes by their names, and which of them is said on which topic. */
async function mqtt(document) {
  const shapes = document.components.schemas;
  const names = Object.keys(shapes).sort();
  const schema = {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, { $ref: `#/definitions/${name}` }])),
    required: names,
    definitions: Object.fromEntries(
      names.map((name) => [name, { ...untitled(shapes[name]), title: name }]),
    ),
  };
  const text = await compile(schema, "Shapes", {
    bannerComment: "",
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { printWidth: 100 },
  });
  return [
    `/** Of our own dialect; what only adds does not raise it. */\nexport const PROTOCOL_VERSION = ${document.info["x-protocol-version"]};\n`,
    text,
    topics("Up", "What clients publish, by topic.", "receive", document),
    topics("Down", "What clients hear, by topic.", "send", document),
  ].join("\n");
}

/**
 * A title would become a name, and so would a reference that says something besides. Members that
 * nobody knows can be anything: TypeScript would hold those that are known to their type.
 */
function untitled(told) {
  if (Array.isArray(told)) return told.map(untitled);
  if (typeof told !== "object" || told === null) return told;
  if (told.$ref) return { $ref: told.$ref.replace("#/components/schemas/", "#/definitions/") };
  return Object.fromEntries(
    Object.entries(told)
      .filter(([name, value]) => name !== "title" || typeof value !== "string")
      .map(([name, value]) => [name, name === "additionalProperties" ? true : untitled(value)]),
  );
}

function topics(way, about, action, document) {
  const base = document.channels;
  const lines = Object.values(document.operations)
    .filter((operation) => operation.action === action)
    .map((operation) => {
      const channel = base[operation.channel.$ref.split("/").pop()];
      const kinds = operation.messages.map((each) => each.$ref.split("/").pop());
      const payload = kinds.map((kind) => document.components.messages[kind].payload);
      const types = payload.map((each) => each.$ref.split("/").pop());
      return `  /** ${operation.summary} */\n  "${channel.address}": ${types.join(" | ")};\n`;
    });
  return `/** ${about} */\nexport interface ${way}Topics {\n${lines.join("")}}\n`;
}

function write(file, document, body) {
  const hash = (text) => createHash("sha256").update(text).digest("hex");
  const head = `// Made by \`npm run generate\`, never by hand.
// Made of: ${hash(JSON.stringify(bare({ ...document, servers: undefined })))}
// Is:      ${hash(body)}
`;
  writeFileSync(join(GENERATED, file), `${head}\n${body}`);
}

/** Without prose (and without ports, which differ each time), which changes no type, and in one order: as tests/ui/test_generated.py does. */
function bare(told) {
  if (Array.isArray(told)) return told.map(bare);
  if (typeof told !== "object" || told === null) return told;
  return Object.fromEntries(
    Object.entries(told)
      .filter(([name, value]) => !(PROSE.has(name) && isProse(name, value)))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => [name, bare(value)]),
  );
}

function isProse(name, value) {
  return name.startsWith("example") || typeof value === "string" || Array.isArray(value);
}
