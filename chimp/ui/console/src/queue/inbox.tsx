import { lazy, Suspense } from "react";
import { Waiting } from "../app/waiting.tsx";
import styles from "./inbox.module.css";

const CustomerPane = lazy(async () => ({
  default: (await import("../customer/index.ts")).CustomerPane,
}));

/** The three panes: the list, the conversation, and the customer. */
export function Inbox(props: { sessionId: string | null; isCustomerShown: boolean }) {
  return (
    <div className={styles.panes}>
      {props.sessionId !== null && (
        <Suspense fallback={<Waiting />}>
          <CustomerPane sessionId={props.sessionId} />
        </Suspense>
      )}
    </div>
  );
}
