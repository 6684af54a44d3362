/* Everybody's accounts, for administrators. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, http } from "./client.ts";
import { keys } from "./keys.ts";
import type { Attendant, AttendantChange, Id, NewAttendant } from "./shapes.ts";

export function useAttendants({ enabled = true } = {}) {
  return useQuery({
    queryKey: keys.attendants,
    queryFn: () => answerOf(http.GET("/attendants")),
    enabled,
  });
}

export function useAddAttendant() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (attendant: NewAttendant) =>
      answerOf(http.POST("/attendants", { body: attendant })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.attendants }),
  });
}

export function useChangeAttendant() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: Id; change: AttendantChange }) =>
      answerOf(
        http.PATCH("/attendants/{id}", { params: { path: { id: String(id) } }, body: change }),
      ),
    onSuccess: (changed) => {
      cache.setQueryData<Attendant[]>(keys.attendants, (all) =>
        all?.map((one) => (one.id === changed.id ? changed : one)),
      );
    },
  });
}

export function useResetPassword() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: Id) =>
      answerOf(http.POST("/attendants/{id}/password", { params: { path: { id: String(id) } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.attendants }),
  });
}
