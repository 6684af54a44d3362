/** Messages as a server would tell of them. */
import type { Message, Person } from "../src/protocol.ts";

export const ANN: Person = { kind: "customer", id: "ann", name: "Ann", avatarURL: null };
export const BOB: Person = { kind: "attendant", id: "bob", name: "Bob", avatarURL: null };
export const EVE: Person = { kind: "attendant", id: 5, name: "Eve", avatarURL: null };

export function message(seq: number, from: Person = BOB, more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    sessionId: "s1",
    seq,
    from,
    timestamp: 1_000 + seq,
    storedAt: 2_000 + seq,
    content: `text ${seq}`,
    deliveredAt: null,
    readAt: null,
    ...more,
  };
}

/** Those with these numbers, both included. */
export function messages(first: number, last: number, from: Person = BOB): Message[] {
  return Array.from({ length: last - first + 1 }, (_, index) => message(first + index, from));
}
