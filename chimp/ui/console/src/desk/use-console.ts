import type { Account } from "../app/account.ts";

/** Keeps the desk alive as long as somebody is logged in. */
export function useConsole(_account: Account): void {}
