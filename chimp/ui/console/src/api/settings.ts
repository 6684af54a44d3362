/* The desk's settings: kept by the server, in force the moment they are saved. */

import {
  type QueryClient,
  type QueryKey,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { answerOf, http } from "./client.ts";
import { keys } from "./keys.ts";
import type { DeskSettings, Hours, WidgetSettings } from "./shapes.ts";

/** What was saved is known; what visitors are told has changed with it. */
function keep<Value>(cache: QueryClient, key: QueryKey) {
  return (saved: Value) => {
    cache.setQueryData(key, saved);
    void cache.invalidateQueries({ queryKey: keys.configuration });
  };
}

export function useDeskSettings({ enabled = true } = {}) {
  return useQuery({
    queryKey: keys.desk,
    queryFn: () => answerOf(http.GET("/settings/desk")),
    enabled,
  });
}

export function useSaveDeskSettings() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: DeskSettings) => answerOf(http.PUT("/settings/desk", { body })),
    onSuccess: keep<DeskSettings>(cache, keys.desk),
  });
}

export function useWidgetSettings() {
  return useQuery({
    queryKey: keys.widget,
    queryFn: () => answerOf(http.GET("/settings/widget")),
  });
}

export function useSaveWidgetSettings() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: WidgetSettings) => answerOf(http.PUT("/settings/widget", { body })),
    onSuccess: keep<WidgetSettings>(cache, keys.widget),
  });
}

export function useHours() {
  return useQuery({ queryKey: keys.hours, queryFn: () => answerOf(http.GET("/settings/hours")) });
}

export function useSaveHours() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Hours) => answerOf(http.PUT("/settings/hours", { body })),
    onSuccess: keep<Hours>(cache, keys.hours),
  });
}

/** What visitors' pages are told: whether the desk is open now, and the saved settings. */
export function useWidgetConfiguration() {
  return useQuery({
    queryKey: keys.configuration,
    queryFn: () => answerOf(http.GET("/widget/configuration")),
  });
}

export function useAttendantConfiguration() {
  return useQuery({
    queryKey: keys.attendantConfiguration,
    queryFn: () => answerOf(http.GET("/config/attendant")),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
