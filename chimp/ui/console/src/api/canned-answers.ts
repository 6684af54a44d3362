/* Sentences that are said often. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, http } from "./client.ts";
import { keys } from "./keys.ts";
import type { NewCannedAnswer } from "./shapes.ts";

export function useCannedAnswers() {
  return useQuery({
    queryKey: keys.cannedAnswers,
    queryFn: () => answerOf(http.GET("/canned-answers")),
    staleTime: 60_000,
  });
}

/** Without an `id` a new one. */
export function useSaveCannedAnswer() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, answer }: { id: string | null; answer: NewCannedAnswer }) =>
      answerOf(
        id === null
          ? http.POST("/canned-answers", { body: answer })
          : http.PUT("/canned-answers/{id}", { params: { path: { id } }, body: answer }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.cannedAnswers }),
  });
}

export function useDeleteCannedAnswer() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      answerOf(http.DELETE("/canned-answers/{id}", { params: { path: { id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.cannedAnswers }),
  });
}
