/* What is said of the customer when a session begins, and what of it is kept in the browser. */

import type { Plain } from "../shared.ts";
import { idOf } from "./identity.ts";
import type { SessionRecord } from "./record.ts";
import type { Issued, Wanted } from "./server.ts";
import type { Store } from "./store.ts";

export type Told = Record<string, Plain>;

/** What attendants see of the customer; `told` is what they said in a form. */
export function descriptionOf({ loader, record }: Store, told: Told): Told {
  const { token: _, id: __, attributes, ...said } = loader.customer;
  const all = { ...attributes, ...record?.told, ...told, ...said };
  const known = Object.entries(all).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(known) as Told;
}

/** An id that is said without proof does not count everywhere. */
export function wantedBy(store: Store, told: Told): Wanted {
  const { customer, configuration } = store.loader;
  const wanted: Wanted = { customer: descriptionOf(store, told) };
  if (customer.token) wanted.identity = customer.token;
  else if (customer.id !== undefined && !configuration.needsIdentity) {
    wanted.customerId = customer.id;
  }
  return wanted;
}

export function recordOf({ loader, state }: Store, issued: Issued, told: Told): SessionRecord {
  const { sessionId, sessionTopic, customerId, keepAliveTTL, token, tokenExpiresAt } = issued;
  return {
    ...{ sessionId, sessionTopic, customerId, keepAliveTTL, token, tokenExpiresAt, told },
    tokenIssuedAt: Date.now(),
    server: loader.server,
    siteId: idOf(loader.customer),
    isLeft: state.isLeft,
    attendant: null,
    lines: state.lines,
    isClosed: false,
    rating: null,
  };
}
