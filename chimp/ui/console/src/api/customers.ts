/* What is known of a customer beside what they say. */

import { useQuery } from "@tanstack/react-query";
import { answerOf, http } from "./client.ts";
import { keys } from "./keys.ts";
import type { Id, Period } from "./shapes.ts";

const EARLIER = 50;

/** What was known before stays until the new answer is there, of the same customer alone. */
function ofSame(customer: Id) {
  return <Data>(
    previous: Data | undefined,
    before: { queryKey: readonly unknown[] } | undefined,
  ): Data | undefined => (before?.queryKey[1] === String(customer) ? previous : undefined);
}

/** Rows of the period; those of the period before stay while they are fetched. */
export function useStatistics(customer: Id, period: Period) {
  return useQuery({
    queryKey: keys.statistics(customer, period),
    queryFn: ({ signal }) =>
      answerOf(
        http.GET("/chimpassist/{customer_id}/statistics", {
          params: { path: { customer_id: String(customer) }, query: period },
          signal,
        }),
      ),
    placeholderData: ofSame(customer),
  });
}

/** `told`: what the session says of the customer; when that changes, it is asked anew. */
export function useContactInfo(customer: Id, attendant: Id, told = "") {
  return useQuery({
    queryKey: [...keys.contactInfo(customer), told],
    placeholderData: ofSame(customer),
    queryFn: () =>
      answerOf(
        http.GET("/chimpassist/customer/{customer_id}/contactInfo", {
          params: {
            path: { customer_id: String(customer) },
            query: { attendant: String(attendant) },
          },
        }),
      ),
  });
}

export function useAdditionalInfo(customer: Id, attendant: Id, told = "") {
  return useQuery({
    queryKey: [...keys.additionalInfo(customer), told],
    placeholderData: ofSame(customer),
    queryFn: () =>
      answerOf(
        http.GET("/chimpassist/customer/{customer_id}/additionalInfo", {
          params: {
            path: { customer_id: String(customer) },
            query: { attendant: String(attendant) },
          },
        }),
      ),
  });
}

/** All sessions of one customer, newest first. */
export function useSessionsOfCustomer(customer: Id) {
  return useQuery({
    queryKey: keys.sessionsOfCustomer(customer),
    queryFn: () =>
      answerOf(
        http.GET("/sessions", {
          params: { query: { customer: String(customer), state: "all", limit: EARLIER } },
        }),
      ),
  });
}

/** A session by its id, with its customer; null if nothing is known of it. */
export function useSessionById(id: string, { enabled = true } = {}) {
  return useQuery({
    queryKey: keys.session(id),
    queryFn: () => answerOf(http.GET("/session/{id}", { params: { path: { id } } })),
    enabled,
  });
}
