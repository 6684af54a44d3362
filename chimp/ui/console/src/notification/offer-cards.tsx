import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { sessionPath } from "../app/paths.ts";
import { accept, decline } from "../desk/acts.ts";
import type { DeskSession } from "../desk/desk.ts";
import { isOfferedToMe } from "../desk/order.ts";
import { useDesk } from "../desk/store.ts";
import { levelName } from "../language/index.ts";
import { customerName } from "../queue/names.ts";
import { Avatar, Badge, Button, Kbd } from "../ui/index.ts";
import styles from "./offer-cards.module.css";
import { timeLeft } from "./time-left.ts";
import { words } from "./words.ts";

const MOST = 3;

/** Sessions that are offered to this attendant, over whatever they look at. */
export function OfferCards() {
  const sessions = useDesk((desk) => desk.sessions);
  const me = useDesk((desk) => desk.me);
  const offers = Object.values(sessions)
    .filter((session) => isOfferedToMe({ me }, session))
    .sort((one, other) => (one.offeredAt ?? 0) - (other.offeredAt ?? 0));
  return (
    <section className={styles.cards} aria-label={words("offers")} aria-live="assertive">
      {offers.slice(0, MOST).map((session, index) => (
        <OfferCard key={session.sessionId} session={session} isFirst={index === 0} />
      ))}
    </section>
  );
}

function OfferCard({ session, isFirst }: { session: DeskSession; isFirst: boolean }) {
  const [, navigate] = useLocation();
  const skew = useDesk((desk) => desk.skew);
  const now = useSeconds();
  const { seconds, part } = timeLeft(session, now, skew);
  const sessionId = String(session.sessionId);
  const name = customerName(session.customer);
  return (
    <article className={styles.card} data-offer={sessionId}>
      <span className={styles.left} style={{ transform: `scaleX(${part})` }} aria-hidden="true" />
      <div className={styles.who}>
        <Avatar name={session.customer.name} url={session.customer.avatarURL} size={36} />
        <div className={styles.text}>
          <strong className={styles.name}>{words("offerTitle", { name })}</strong>
          {session.lastMessage && <p className={styles.said}>{session.lastMessage.content}</p>}
        </div>
        {session.type !== "support/firstLevel" && <Badge>{levelName(session.type)}</Badge>}
      </div>
      <div className={styles.actions}>
        <span className={styles.seconds} aria-live="off">
          {words("secondsLeft", { seconds })}
        </span>
        <Button onClick={() => decline(sessionId)}>{words("decline")}</Button>
        <Button
          look="solid"
          onClick={() => {
            accept(sessionId);
            navigate(sessionPath(sessionId));
          }}
        >
          {words("accept")}
          {isFirst && <Kbd keys="↵" />}
        </Button>
      </div>
    </article>
  );
}

function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return now;
}
