/** What others may know of the desk as it is now. */
export { useAttendants, useOwnPresence, useSession } from "./store.ts";
export type { Id, ListedSession, Presence, SessionSummary } from "./wire.ts";
