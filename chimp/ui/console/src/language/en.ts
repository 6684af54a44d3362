/** What is said in the inbox, and before it. */
export { words as api } from "./en/api.ts";
export { words as app } from "./en/app.ts";
export { words as conversation } from "./en/conversation.ts";
export { words as customer } from "./en/customer.ts";
export { words as desk } from "./en/desk.ts";
export { words as notification } from "./en/notification.ts";
export { words as queue } from "./en/queue.ts";
export { words as shortcuts } from "./en/shortcuts.ts";
export { words } from "./en/words.ts";
