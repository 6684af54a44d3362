/* Which sites may embed the widget, and the key with which a site signs for its customers. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, http } from "./client.ts";
import { keys } from "./keys.ts";
import type { Access } from "./shapes.ts";

export function useAccess() {
  return useQuery({
    queryKey: keys.access,
    queryFn: () => answerOf(http.GET("/settings/access")),
  });
}

export function useSaveOrigins() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (allowedOrigins: string[]) =>
      answerOf(http.PUT("/settings/access", { body: { allowedOrigins } })),
    onSuccess: (saved) => cache.setQueryData<Access>(keys.access, saved),
  });
}

/** The secret is answered this once, and never again. */
export function useMakeSiteKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(http.POST("/settings/access/site-key")),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.access }),
  });
}

export function useDropSiteKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(http.DELETE("/settings/access/site-key")),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.access }),
  });
}
