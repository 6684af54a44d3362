/** Closed sessions, and what a search finds among all: asked for as far as somebody looks. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { request } from "../app/http.ts";
import { tellDesk } from "../desk/store.ts";
import type { ListedSession } from "../desk/wire.ts";

const PART = 50;

/** `isWanted`: the list shows closed sessions, or looks for something. What is found goes to the desk. */
export function usePast(isWanted: boolean, text: string) {
  const wanted = text.trim();
  const query = useInfiniteQuery({
    queryKey: ["past", wanted],
    enabled: isWanted,
    staleTime: 5000,
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => fetchPast(wanted, pageParam, signal),
    getNextPageParam: (last, pages) => (last.length < PART ? undefined : pages.length * PART),
  });
  const { data } = query;
  useEffect(() => {
    const found = data?.pages.flat() ?? [];
    if (found.length > 0) {
      tellDesk({ type: "listed", sessions: found });
    }
  }, [data]);
  return query;
}

function fetchPast(text: string, offset: number, signal: AbortSignal): Promise<ListedSession[]> {
  const query = new URLSearchParams({
    state: "closed",
    offset: String(offset),
    limit: String(PART),
    ...(text !== "" && { q: text }),
  });
  return request("GET", `/sessions?${query}`, undefined, signal);
}
