import { lazy, memo, Suspense } from "react";
import { useSessionById } from "../api/customers.ts";
import { wordsOf } from "../api/problem.ts";
import type { Customer, Rating } from "../api/shapes.ts";
import { useSession } from "../desk/index.ts";
import { words as everywhere } from "../language/index.ts";
import { Button, Callout, EmptyState, SkeletonRows } from "../ui/index.ts";
import { CustomerHead } from "./customer-head.tsx";
import styles from "./customer-pane.module.css";
import { Details } from "./details.tsx";
import { EarlierSessions } from "./earlier-sessions.tsx";
import { RatingOf } from "./rating.tsx";
import { words } from "./words.ts";

/** The most that is counted and drawn comes when somebody looks at a customer for the first time. */
const Statistics = lazy(async () => ({
  default: (await import("./statistics.tsx")).Statistics,
}));

/** Who is on the other side of a session, open or closed. */
export function CustomerPane({ sessionId }: { sessionId: string }) {
  const known = useSession(sessionId);
  // A session of the past that is not in the list: its customer is asked for.
  const asked = useSessionById(sessionId, { enabled: known === null });
  const customer = known?.customer ?? asked.data?.customer;
  if (customer === undefined) {
    return (
      <div className={styles.pane}>
        {asked.error !== null ? (
          <Callout
            tone="danger"
            action={
              <Button size="small" onClick={() => void asked.refetch()}>
                {everywhere("tryAgain")}
              </Button>
            }
          >
            {wordsOf(asked.error)}
          </Callout>
        ) : asked.data === null ? (
          <EmptyState title={words("nobody")} />
        ) : (
          <SkeletonRows rows={3} label={everywhere("loading")} />
        )}
      </div>
    );
  }
  return (
    <CustomerView
      key={String(customer.id)}
      sessionId={sessionId}
      customer={customer as Customer}
      isOnline={known?.customerOnline ?? null}
      isOpen={known !== null && known.status !== "aborted"}
      page={known?.page ?? null}
      rating={known?.rating ?? null}
    />
  );
}

export interface CustomerViewProps {
  sessionId: string;
  customer: Customer;
  /** Null: not known, for the session is over. */
  isOnline: boolean | null;
  isOpen: boolean;
  page: { url: string; title: string | null } | null;
  rating: Rating | null;
}

/** What is said changes nothing here. */
const CustomerView = memo(function CustomerView(props: CustomerViewProps) {
  const { customer, sessionId } = props;
  return (
    <div className={styles.pane}>
      <CustomerHead {...props} />
      {props.rating !== null && (
        <section className={styles.part} aria-label={words("rating")}>
          <h3 className={styles.title}>{words("rating")}</h3>
          <RatingOf rating={props.rating} />
        </section>
      )}
      <Details customer={customer} />
      <EarlierSessions customer={customer} sessionId={sessionId} />
      <Suspense fallback={<SkeletonRows rows={3} label={everywhere("loading")} />}>
        <Statistics customer={customer} />
      </Suspense>
    </div>
  );
});
