import { useEffect } from "react";
import type { Account } from "../app/account.ts";
import { Feed } from "./feed.ts";

/** Keeps the desk alive as long as somebody is logged in. */
export function useConsole(account: Account): void {
  const { id } = account;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new name is not a new attendant
  useEffect(() => {
    const feed = new Feed(account);
    void feed.start();
    return () => feed.stop();
  }, [id]);
}
