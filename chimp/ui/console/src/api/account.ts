/* One's own account. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeAccount, useStanding } from "../app/account.ts";
import { answerOf, http } from "./client.ts";
import { keys } from "./keys.ts";
import type { Me, MeChange, PasswordChange } from "./shapes.ts";

/** The answer need not hold all that `GET /me` does. */
function know(change: Partial<Me>): void {
  const { account } = useStanding.getState();
  if (account !== null) changeAccount({ ...account, ...change });
}

export function useChangeMe() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: MeChange) => answerOf(http.PATCH("/me", { body: change })),
    onSuccess: (account) => {
      know(account);
      void cache.invalidateQueries({ queryKey: keys.attendants });
    },
  });
}

/** Ends all other log-ins of this account. */
export function useChangePassword() {
  return useMutation({
    mutationFn: (passwords: PasswordChange) =>
      answerOf(http.POST("/me/password", { body: passwords }), { provesPassword: true }),
    onSuccess: () => know({ mustChangePassword: false }),
  });
}

/** Here too: whoever calls this shows the log-in next. */
export async function logOutEverywhere(): Promise<void> {
  await answerOf(http.POST("/logout", { body: { everywhere: true } }), { provesPassword: true });
}
