/** Tells of what is new, and goes on telling until somebody has looked. */
import { navigate } from "wouter/use-hash-location";
import { sessionPath } from "../app/paths.ts";
import type { DeskSession } from "../desk/desk.ts";
import { attention } from "../desk/order.ts";
import { useDesk } from "../desk/store.ts";
import { customerName } from "../queue/names.ts";
import { showBadge, showTitle } from "./badge.ts";
import { notify } from "./desktop.ts";
import { type News, newsBetween, unseen } from "./news.ts";
import { useNotificationSettings } from "./settings.ts";
import { allowSound, play } from "./sound.ts";
import { awaitTurn, giveUpTurn, isMyTurn, takeTurn } from "./turn.ts";
import { words } from "./words.ts";

/** How often it is told again, in milliseconds: an offer does not wait long, a message may. */
const OFFER_AGAIN = 3000;
const MESSAGE_AGAIN = 20_000;
const MOST_TIMES = 15;

/** As long as somebody is logged in. Returns how to end it. */
export function watchNews(): () => void {
  const shown = new Map<string, () => void>();
  let toldAt = 0;
  let times = 0;

  function isLooking(): boolean {
    return document.visibilityState === "visible" && document.hasFocus();
  }

  function show(): void {
    const desk = useDesk.getState();
    const count = attention(desk);
    void showBadge(count);
    const { offers, unread } = unseen(desk);
    const first = offers[0] ?? unread[0];
    const isOffer = offers.length > 0;
    const isTold =
      first !== undefined && !isLooking() && !useNotificationSettings.getState().isMuted;
    showTitle(count, isTold ? `(${count}) ${titleOf(first, isOffer)}` : null);
    takeBackSeen([...offers, ...unread]);
  }

  function takeBackSeen(open: readonly DeskSession[]): void {
    const ids = new Set(open.map((session) => String(session.sessionId)));
    for (const [id, takeBack] of shown) {
      if (!ids.has(id)) {
        takeBack();
        shown.delete(id);
      }
    }
  }

  function tell({ kind, session }: News): void {
    if (useNotificationSettings.getState().isMuted) {
      return;
    }
    toldAt = Date.now();
    times = 0;
    const isInView = location.hash.startsWith(`#${sessionPath(session.sessionId)}`);
    if (!(isLooking() && isInView && kind === "message")) {
      sound(kind);
    }
    if (kind !== "waiting") {
      notifyOf(session, kind === "offer");
    }
  }

  function notifyOf(session: DeskSession, isOffer: boolean): void {
    if (isLooking() || !isMyTurn()) {
      return;
    }
    const id = String(session.sessionId);
    const takeBack = notify({
      title: titleOf(session, isOffer),
      body: session.lastMessage?.content ?? "",
      tag: id,
      onClick: () => navigate(sessionPath(id)),
    });
    shown.set(id, takeBack);
  }

  function again(): void {
    const { offers, unread } = unseen(useDesk.getState());
    const isOffer = offers.length > 0;
    const isDue = Date.now() - toldAt >= (isOffer ? OFFER_AGAIN : MESSAGE_AGAIN);
    const isWanted = isOffer || (unread.length > 0 && !isLooking());
    if (isWanted && isDue && times < MOST_TIMES && !useNotificationSettings.getState().isMuted) {
      toldAt = Date.now();
      times += 1;
      sound(isOffer ? "offer" : "message");
      const first = offers[0] ?? unread[0];
      // The turn may have come to this tab in the meantime.
      if (first !== undefined && !shown.has(String(first.sessionId))) {
        notifyOf(first, isOffer);
      }
    }
  }

  const stop = useDesk.subscribe((now, before) => {
    if (now.sessions !== before.sessions) {
      for (const news of newsBetween(before, now)) {
        tell(news);
      }
      show();
    }
  });
  const stopSettings = useNotificationSettings.subscribe(show);
  const timer = setInterval(again, 1000);
  const events = ["focus", "blur"] as const;
  for (const event of events) {
    addEventListener(event, show);
  }
  const touches = ["pointerdown", "keydown"] as const;
  for (const touch of touches) {
    addEventListener(touch, allowSound, { once: true });
    addEventListener(touch, takeTurn, { passive: true });
  }
  awaitTurn();
  show();
  return () => {
    stop();
    stopSettings();
    clearInterval(timer);
    for (const event of events) {
      removeEventListener(event, show);
    }
    for (const touch of touches) {
      removeEventListener(touch, allowSound);
      removeEventListener(touch, takeTurn);
    }
    giveUpTurn();
    takeBackSeen([]);
    void showBadge(0);
    showTitle(0, null);
  };
}

function sound(kind: News["kind"]): void {
  if (isMyTurn()) {
    play(kind);
  }
}

function titleOf(session: DeskSession, isOffer: boolean): string {
  const name = customerName(session.customer);
  return isOffer ? words("offerTitle", { name }) : words("messageTitle", { name });
}
