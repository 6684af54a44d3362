/** What stands in the list, from top to bottom: pure, so that shortcuts walk the same order. */
import type { Desk, DeskSession } from "../desk/desk.ts";
import { type Group, grouped, type View } from "../desk/order.ts";

export type ListRow =
  | { kind: "group"; group: Group; count: number }
  | { kind: "session"; session: DeskSession; group: Group };

const GROUPS: Record<View, readonly Group[]> = {
  all: ["mine", "waiting", "others"],
  mine: ["mine"],
  waiting: ["waiting"],
  others: ["others"],
  closed: ["closed"],
};

/** `text` finds in closed sessions too, after the open ones. */
export function rowsOf(desk: Pick<Desk, "me" | "sessions">, view: View, text: string): ListRow[] {
  const groups = grouped(desk, text);
  const isSearch = text.trim() !== "";
  const wanted =
    isSearch && view !== "closed" ? [...GROUPS[view], "closed" as const] : GROUPS[view];
  return wanted.flatMap((group) => {
    const sessions = groups[group];
    if (sessions.length === 0) {
      return [];
    }
    const title = { kind: "group", group, count: sessions.length } as const;
    return [
      ...(wanted.length > 1 ? [title] : []),
      ...sessions.map((session) => ({ kind: "session", session, group }) as const),
    ];
  });
}

/** The session so many places after (or before) the selected one. */
export function neighbour(
  rows: readonly ListRow[],
  selected: string | null,
  step: number,
): string | null {
  const ids = rows.flatMap((row) =>
    row.kind === "session" ? [String(row.session.sessionId)] : [],
  );
  const at = selected === null ? -1 : ids.indexOf(selected);
  if (at === -1) {
    return (step > 0 ? ids[0] : ids.at(-1)) ?? null;
  }
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))] ?? null;
}
