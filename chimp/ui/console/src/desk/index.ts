/** What others may know of the desk as it is now. */
export type { DeskSession } from "./desk.ts";
export { attendantName, useAttendants, useOwnPresence, useSession } from "./store.ts";
export type { DeskPresence, Id, ListedSession } from "./wire.ts";
