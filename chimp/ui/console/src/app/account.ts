/** Who is logged in, in this browser. */
import { create } from "zustand";
import { HttpError, onLoggedOut, request } from "./http.ts";

export interface Account {
  id: string | number;
  email: string | null;
  name: string | null;
  avatarURL: string | null;
  type: string;
  isAdministrator: boolean;
  maxSessions: number | null;
  /** The password is still the one that was made for them. */
  mustChangePassword?: boolean;
}

export type Standing =
  | { state: "asking"; account: null }
  | { state: "unreachable"; account: null }
  | { state: "out"; account: null }
  | { state: "in"; account: Account }
  /** The log-in has ended while somebody works: what they see stays, under the log-in. */
  | { state: "expired"; account: Account };

export const useStanding = create<Standing>(() => ({ state: "asking", account: null }));

onLoggedOut(() => {
  const { state, account } = useStanding.getState();
  if (state === "in") {
    useStanding.setState({ state: "expired", account });
  }
});

/** Whoever is logged in; for all that is shown to attendants alone. */
export function useAccount(): Account {
  const account = useStanding((standing) => standing.account);
  if (account === null) {
    throw new Error("nobody is logged in");
  }
  return account;
}

/** Whether they see the supervisors' part: bans, canned answers, joining. */
export function supervises(account: Account): boolean {
  return account.isAdministrator || account.type === "support/supervisor";
}

/** What others call them. */
export function nameOf(person: {
  name?: string | null;
  email?: string | null;
  id: string | number;
}) {
  return person.name || person.email || String(person.id);
}

/** Asks who is logged in; never raises. */
export async function askWhoIsThere(): Promise<void> {
  try {
    const account = await request<Account>("GET", "/me");
    useStanding.setState({ state: "in", account });
  } catch (error) {
    const isOut = error instanceof HttpError && (error.status === 401 || error.status === 403);
    useStanding.setState({ state: isOut ? "out" : "unreachable", account: null });
  }
}

/** What is new about the account: a name, a password. */
export function changeAccount(account: Account): void {
  useStanding.setState({ account });
}

/** Raises HttpError or NoAnswer. Somebody else than before gets a page of their own. */
export async function logIn(email: string, password: string): Promise<void> {
  await request("POST", "/login", { email, password });
  const before = useStanding.getState().account;
  const account = await request<Account>("GET", "/me");
  if (before !== null && before.id !== account.id) {
    location.reload();
    return;
  }
  useStanding.setState({ state: "in", account });
}

/** Ends this log-in, and leaves nothing of it in the page. */
export async function logOut(): Promise<void> {
  await request("POST", "/logout", {});
  location.hash = "";
  location.reload();
}
