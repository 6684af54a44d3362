/** What is said beside the inbox. */
export { words as administration } from "./pt-BR/administration.ts";
export { words as profile } from "./pt-BR/profile.ts";
export { words as setup } from "./pt-BR/setup.ts";
