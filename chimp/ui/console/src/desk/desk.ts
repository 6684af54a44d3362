/** What one console knows of the desk: a pure reducer, whose events bring their time along. */
import type { Availability, ListedSession, Note, Presence } from "./wire.ts";

export type DeskSession = ListedSession;

export interface Desk {
  isLoaded: boolean;
  availability: Availability | null;
  attendants: Readonly<Record<string, Presence>>;
  sessions: Readonly<Record<string, DeskSession>>;
  notes: Readonly<Record<string, readonly Note[]>>;
}

export type DeskEvent = { type: "attendant"; presence: Presence };

export function emptyDesk(): Desk {
  return { isLoaded: false, availability: null, attendants: {}, sessions: {}, notes: {} };
}

export function reduceDesk(desk: Desk, event: DeskEvent): Desk {
  switch (event.type) {
    case "attendant": {
      const key = String(event.presence.attendant.id);
      return { ...desk, attendants: { ...desk.attendants, [key]: event.presence } };
    }
  }
}
