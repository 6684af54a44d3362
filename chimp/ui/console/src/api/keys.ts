/* Names of what is kept in the cache, from the general to the particular. */

import type { Id, Period } from "./shapes.ts";

export const keys = {
  attendants: ["attendants"],
  bans: ["bans"],
  desk: ["settings", "desk"],
  widget: ["settings", "widget"],
  hours: ["settings", "hours"],
  access: ["settings", "access"],
  cannedAnswers: ["canned-answers"],
  configuration: ["configuration"],
  attendantConfiguration: ["configuration", "attendant"],
  sessions: ["sessions"],
  session: (id: string) => ["sessions", "one", id],
  sessionsOfCustomer: (customer: Id) => ["sessions", "customer", String(customer)],
  statistics: (customer: Id, period: Period) => ["statistics", String(customer), period],
  contactInfo: (customer: Id) => ["contact-info", String(customer)],
  additionalInfo: (customer: Id) => ["additional-info", String(customer)],
} as const;
