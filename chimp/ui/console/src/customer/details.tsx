import { useAdditionalInfo, useContactInfo } from "../api/customers.ts";
import { wordsOf } from "../api/problem.ts";
import type { Customer, Row } from "../api/shapes.ts";
import { useAccount } from "../app/account.ts";
import { words as everywhere } from "../language/index.ts";
import { Button, Callout, Skeleton } from "../ui/index.ts";
import styles from "./customer-pane.module.css";
import { attributesOf, readableName } from "./names.ts";
import { RowList } from "./row-list.tsx";
import { shown } from "./rows.ts";
import { words } from "./words.ts";

/** How to reach them, and what else is known: of the site, of its service, of the desk. */
export function Details({ customer }: { customer: Customer }) {
  const account = useAccount();
  const attributes = attributesOf(customer);
  const told = JSON.stringify(attributes);
  const contact = useContactInfo(customer.id, account.id, told);
  const additional = useAdditionalInfo(customer.id, account.id, told);
  const live = attributes.map(([name, value]): Row => ({ label: readableName(name), value }));
  const contactRows = contact.data?.filter((row) => row.label !== "Name");
  const isThere = new Set(contactRows?.map(sameness));
  const own = live.filter((row) => !isThere.has(sameness(row)));
  const known = new Set(own.map(sameness));
  // An attribute is told by the session at once, and by the store as well.
  const others = additional.data?.filter((row) => !known.has(sameness(row)));
  return (
    <>
      <Part title={words("contact")} query={contact} isEmpty={contactRows?.length === 0}>
        <RowList rows={(contactRows ?? []).map(shown)} />
      </Part>
      <Part
        title={words("details")}
        query={additional}
        isEmpty={others?.length === 0 && own.length === 0}
      >
        <RowList rows={[...own, ...(others ?? [])].map(shown)} />
      </Part>
    </>
  );
}

function sameness(row: Row): string {
  return `${readableName(row.label).toLowerCase()} ${String(row.value)}`;
}

function Part(props: {
  title: string;
  query: { data: unknown; error: unknown; refetch(): unknown };
  isEmpty: boolean;
  children: React.ReactNode;
}) {
  const { data, error } = props.query;
  return (
    <section className={styles.part} aria-label={props.title}>
      <h3 className={styles.title}>{props.title}</h3>
      {data === undefined && error === null && (
        <div role="status" aria-label={everywhere("loading")} className={styles.skeletons}>
          <Skeleton width="80%" />
          <Skeleton width="60%" />
        </div>
      )}
      {data === undefined && error !== null && (
        <Callout
          tone="danger"
          action={
            <Button size="small" onClick={() => void props.query.refetch()}>
              {everywhere("tryAgain")}
            </Button>
          }
        >
          {wordsOf(error)}
        </Callout>
      )}
      {props.isEmpty && <p className={styles.none}>{words("nothingKnown")}</p>}
      {data !== undefined && !props.isEmpty && props.children}
    </section>
  );
}
