/** What is said in the inbox, and before it. */
export { words as api } from "./pt-BR/api.ts";
export { words as app } from "./pt-BR/app.ts";
export { words as conversation } from "./pt-BR/conversation.ts";
export { words as customer } from "./pt-BR/customer.ts";
export { words as desk } from "./pt-BR/desk.ts";
export { words as notification } from "./pt-BR/notification.ts";
export { words as queue } from "./pt-BR/queue.ts";
export { words as shortcuts } from "./pt-BR/shortcuts.ts";
export { words } from "./pt-BR/words.ts";
