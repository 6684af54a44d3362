/** What keys, the command bar and menus do; each knows whether it makes sense now. */
import { navigate } from "wouter/use-hash-location";
import { type Account, supervises, useStanding } from "../app/account.ts";
import { customerPath, INBOX, sessionPath } from "../app/paths.ts";
import { changeDraft, focusComposer } from "../conversation/composer-state.ts";
import { useHandOver } from "../conversation/hand-over-state.ts";
import { type OwnPart, ownPart } from "../conversation/own-part.ts";
import { accept, decline, goAway, goOnline, take } from "../desk/acts.ts";
import type { DeskSession } from "../desk/desk.ts";
import { isOfferedToMe, needsMe } from "../desk/order.ts";
import { useDesk } from "../desk/store.ts";
import { setMuted, useNotificationSettings } from "../notification/settings.ts";
import { useList } from "../queue/list-state.ts";
import { neighbour, rowsOf } from "../queue/rows.ts";
import type { ActionId } from "./keys.ts";
import { usePanels } from "./panels.ts";

/** The session that is open now. */
export function openSession(): string | null {
  const found = /^#\/sessions\/([^/]+)/.exec(location.hash);
  return found?.[1] === undefined ? null : decodeURIComponent(found[1]);
}

function account(): Account | null {
  return useStanding.getState().account;
}

function offered(): DeskSession | undefined {
  const desk = useDesk.getState();
  return Object.values(desk.sessions)
    .filter((session) => isOfferedToMe(desk, session))
    .sort((one, other) => (one.offeredAt ?? 0) - (other.offeredAt ?? 0))[0];
}

function part(): { session: DeskSession; sessionId: string; part: OwnPart } | null {
  const desk = useDesk.getState();
  const sessionId = openSession();
  const session = sessionId === null ? undefined : desk.sessions[sessionId];
  const me = account();
  return session === undefined || sessionId === null || me === null
    ? null
    : { session, sessionId, part: ownPart(desk, session, me) };
}

function listed() {
  const { view, text } = useList.getState();
  return rowsOf(useDesk.getState(), view, text);
}

function go(step: number): void {
  const next = neighbour(listed(), openSession(), step);
  if (next !== null) {
    navigate(sessionPath(next));
  }
}

function nextUnread(): string | null {
  const desk = useDesk.getState();
  const ids = listed().flatMap((row) =>
    row.kind === "session" && needsMe(desk, row.session) ? [String(row.session.sessionId)] : [],
  );
  const at = ids.indexOf(openSession() ?? "");
  return ids[(at + 1) % Math.max(1, ids.length)] ?? null;
}

function write(mode: "reply" | "note"): void {
  const open = part();
  if (open !== null) {
    changeDraft(open.sessionId, { mode });
    focusComposer();
  }
}

interface Action {
  isPossible?(): boolean;
  run(): void;
}

const ACTIONS: Record<ActionId, Action> = {
  accept: {
    isPossible: () => offered() !== undefined,
    run: () => {
      const session = offered();
      if (session !== undefined) {
        accept(String(session.sessionId));
        navigate(sessionPath(session.sessionId));
      }
    },
  },
  decline: {
    isPossible: () => offered() !== undefined,
    run: () => {
      const session = offered();
      if (session !== undefined) {
        decline(String(session.sessionId));
      }
    },
  },
  next: { run: () => go(1) },
  previous: { run: () => go(-1) },
  nextUnread: {
    isPossible: () => nextUnread() !== null,
    run: () => {
      const next = nextUnread();
      if (next !== null) {
        navigate(sessionPath(next));
      }
    },
  },
  search: {
    run: () => {
      if (document.querySelector("[data-search]") === null) {
        navigate(INBOX);
      }
      requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-search]")?.focus());
    },
  },
  reply: { isPossible: () => part()?.part.canAnswer === true, run: () => write("reply") },
  note: { isPossible: () => part() !== null, run: () => write("note") },
  take: {
    isPossible: () => part()?.part.canTake === true,
    run: () => {
      const open = part();
      if (open !== null) {
        take(open.sessionId);
      }
    },
  },
  transfer: {
    isPossible: () => part()?.part.mayHandOn === true,
    run: () => useHandOver.getState().open("transfer"),
  },
  close: {
    isPossible: () => part()?.part.mayClose === true,
    run: () => useHandOver.getState().open("close"),
  },
  customer: {
    isPossible: () => part() !== null,
    run: () => {
      const open = part();
      if (open !== null) {
        const isThere = location.hash.endsWith("/customer");
        navigate(isThere ? sessionPath(open.sessionId) : customerPath(open.sessionId));
      }
    },
  },
  away: {
    run: () => {
      const { me, attendants } = useDesk.getState();
      const isAway = attendants[String(me)]?.state === "away";
      (isAway ? goOnline : goAway)();
    },
  },
  mute: { run: () => setMuted(!useNotificationSettings.getState().isMuted) },
  commands: { run: () => usePanels.getState().open("commands") },
  shortcuts: { run: () => usePanels.getState().open("shortcuts") },
  inbox: { run: () => navigate(INBOX) },
  administration: {
    isPossible: () => {
      const me = account();
      return me !== null && supervises(me);
    },
    run: () => navigate("/administration"),
  },
  profile: { run: () => navigate("/profile") },
};

export function isPossible(id: ActionId): boolean {
  return ACTIONS[id].isPossible?.() ?? true;
}

/** Returns whether it made sense and was done. */
export function runAction(id: ActionId): boolean {
  if (!isPossible(id)) {
    return false;
  }
  ACTIONS[id].run();
  return true;
}
