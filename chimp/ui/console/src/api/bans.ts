/* Who is kept out. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, http } from "./client.ts";
import { keys } from "./keys.ts";
import type { Ban, NewBan } from "./shapes.ts";

/** Supervisors and administrators may read them; others ask with `enabled: false`. */
export function useBans({ enabled = true } = {}) {
  return useQuery({
    queryKey: keys.bans,
    queryFn: () => answerOf(http.GET("/bans")),
    enabled,
  });
}

export function useBan() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (ban: NewBan) => answerOf(http.POST("/bans", { body: ban })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.bans }),
  });
}

export function useUnban() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, value }: Pick<Ban, "kind" | "value">) =>
      answerOf(http.DELETE("/bans/{kind}/{value}", { params: { path: { kind, value } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.bans }),
  });
}
