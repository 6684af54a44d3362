/** What is said beside the inbox. */
export { words as administration } from "./en/administration.ts";
export { words as profile } from "./en/profile.ts";
export { words as setup } from "./en/setup.ts";
