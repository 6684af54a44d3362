import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compiledWords } from "./compiled-words.ts";

/** Where `chimp serve` answers while one works on the pages: CHIMP_SERVER=http://127.0.0.1:8080 */
const server = process.env.CHIMP_SERVER ?? "http://127.0.0.1:8080";
const PATHS = "^/(?!$|[?]|@|src/|node_modules/|assets/|[.]{2}/|emoji/|design/|client/)";

export default defineConfig({
  plugins: [compiledWords(), react()],
  server: {
    proxy: { [PATHS]: { target: server, ws: true, changeOrigin: false } },
  },
  test: { setupFiles: ["test/words-loaded.ts"] },
  build: {
    manifest: true, // tests/ui/test_sizes.py reads there what loads what
    outDir: "../built/console",
    emptyOutDir: true,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // the first with light-dark()
    assetsInlineLimit: 0,
  },
});
