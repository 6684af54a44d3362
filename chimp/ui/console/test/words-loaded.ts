import { loadWords } from "../src/language/language.ts";

await loadWords("first");
await loadWords("more");
