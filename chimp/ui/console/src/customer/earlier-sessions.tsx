import { useState } from "react";
import { Link } from "wouter";
import { useSessionsOfCustomer } from "../api/customers.ts";
import { wordsOf } from "../api/problem.ts";
import type { Customer, Summary } from "../api/shapes.ts";
import { ago, words as everywhere, exact } from "../language/index.ts";
import { Badge, Button, Callout, SkeletonRows } from "../ui/index.ts";
import styles from "./customer-pane.module.css";
import { Stars } from "./rating.tsx";
import { words } from "./words.ts";

const FIRST = 5;

/** The other sessions of the same customer; one that is opened shows in the conversation's pane. */
export function EarlierSessions(props: { customer: Customer; sessionId: string }) {
  const query = useSessionsOfCustomer(props.customer.id);
  const [isAll, setAll] = useState(false);
  const others = query.data?.filter((each) => String(each.sessionId) !== props.sessionId);
  const listed = isAll ? others : others?.slice(0, FIRST);
  return (
    <section className={styles.part} aria-label={words("earlier")}>
      <h3 className={styles.title}>
        {words("earlier")}
        {others !== undefined && others.length > 0 && (
          <span className={styles.count}>{others.length}</span>
        )}
      </h3>
      {query.data === undefined && query.error === null && (
        <SkeletonRows rows={2} label={everywhere("loading")} />
      )}
      {query.data === undefined && query.error !== null && (
        <Callout
          tone="danger"
          action={
            <Button size="small" onClick={() => void query.refetch()}>
              {everywhere("tryAgain")}
            </Button>
          }
        >
          {wordsOf(query.error)}
        </Callout>
      )}
      {others?.length === 0 && <p className={styles.none}>{words("noEarlier")}</p>}
      {listed !== undefined && listed.length > 0 && (
        <ul className={styles.sessions}>
          {listed.map((session) => (
            <li key={String(session.sessionId)}>
              <Earlier session={session} />
            </li>
          ))}
        </ul>
      )}
      {others !== undefined && !isAll && others.length > FIRST && (
        <Button size="small" look="ghost" onClick={() => setAll(true)}>
          {words("showAll", { count: others.length })}
        </Button>
      )}
    </section>
  );
}

function Earlier({ session }: { session: Summary }) {
  const { lastMessage, rating } = session;
  const isOpen = session.status !== "aborted";
  return (
    <Link
      to={`/sessions/${encodeURIComponent(String(session.sessionId))}`}
      className={styles.session}
    >
      <span className={styles.sessionTop}>
        <time dateTime={new Date(session.createdAt).toISOString()} title={exact(session.createdAt)}>
          {ago(session.createdAt, Date.now())}
        </time>
        {rating !== null && <Stars score={rating.score} />}
        {isOpen && <Badge tone="accent">{words("open")}</Badge>}
      </span>
      <span className={styles.sessionLine}>
        {lastMessage == null ? words("nothingSaid") : lastMessage.content}
      </span>
    </Link>
  );
}
