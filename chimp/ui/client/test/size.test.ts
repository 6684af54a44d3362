import { brotliCompressSync, constants } from "node:zlib";
import { build } from "vite";
import { expect, it } from "vitest";

const BUDGET = 2_500;

/** What a page that uses only this of the client has to load, in bytes of brotli. */
async function weight(imported: string): Promise<number> {
  const entry = "virtual:entry";
  const built = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) =>
          id === entry
            ? `import { ${imported} } from "@chimp/client"; globalThis.kept = [${imported}];`
            : null,
      },
    ],
    build: { write: false, minify: true, rolldownOptions: { input: entry } },
  });
  const outputs = [built].flat().flatMap((each) => ("output" in each ? each.output : []));
  const code = outputs.map((each) => (each.type === "chunk" ? each.code : "")).join("");
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return brotliCompressSync(code, { params }).length;
}

it("the line fits into its budget", async () => {
  const bytes = await weight("MqttConnection");
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThanOrEqual(BUDGET);
});
