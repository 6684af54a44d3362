import { useState } from "react";
import { useStatistics } from "../api/customers.ts";
import { wordsOf } from "../api/problem.ts";
import { useAttendantConfiguration } from "../api/settings.ts";
import type { Customer } from "../api/shapes.ts";
import { words as everywhere } from "../language/index.ts";
import { Button, Callout, Skeleton } from "../ui/index.ts";
import styles from "./customer-pane.module.css";
import { boundsOf, periodOf, type Range } from "./period.ts";
import { RangeChoice } from "./range-choice.tsx";
import { RowList } from "./row-list.tsx";
import { type Shown, shown } from "./rows.ts";
import { SeriesChart } from "./series-chart.tsx";
import { words } from "./words.ts";

type Series = Extract<Shown, { form: "series" }>;

/** What the desk and the site's own service count of a customer, over a period. */
export function Statistics({ customer }: { customer: Customer }) {
  const [range, setRange] = useState<Range>({ kind: "day" });
  const zone = useAttendantConfiguration().data?.timeZone ?? "UTC";
  const query = useStatistics(customer.id, periodOf(range, Date.now(), zone));
  const { data, error } = query;
  const rows = data?.map(shown);
  const series = rows?.filter((row): row is Series => row.form === "series");
  // "0" in the place of a series or of links: the period had none.
  const others = rows?.filter(
    (row) => row.form !== "series" && !isNone(row) && !isCountOf(row, rows),
  );
  const bounds = boundsOf(range, query.dataUpdatedAt || Date.now(), zone);
  return (
    <section className={styles.part} aria-label={words("statistics")} aria-busy={query.isFetching}>
      <h3 className={styles.title}>{words("statistics")}</h3>
      <RangeChoice range={range} zone={zone} onChange={setRange} />
      {error !== null && (
        <Callout
          tone="danger"
          action={
            <Button size="small" onClick={() => void query.refetch()}>
              {everywhere("tryAgain")}
            </Button>
          }
        >
          {wordsOf(error)}
        </Callout>
      )}
      {rows === undefined && error === null && (
        <div role="status" aria-label={everywhere("loading")} className={styles.skeletons}>
          <Skeleton width="70%" />
          <Skeleton width="85%" />
          <Skeleton width="60%" />
          <Skeleton height={64} />
        </div>
      )}
      {others !== undefined && (
        <div className={styles.counted} data-old={query.isPlaceholderData || undefined}>
          <RowList rows={others} />
          {series?.map((row) => (
            <SeriesChart key={row.label} label={row.label} points={row.points} bounds={bounds} />
          ))}
          {series?.length === 0 && <p className={styles.none}>{words("noActivity")}</p>}
        </div>
      )}
    </section>
  );
}

/** The links beside it say how many there are. */
function isCountOf(row: Shown, rows: readonly Shown[]): boolean {
  const isListed = rows.some(
    (each) => each.form === "links" && each.label === "Unresolved sessions",
  );
  return row.label === "Unresolved" && isListed;
}

const NONE = new Set(["Unresolved sessions", "Activity"]);

function isNone(row: Shown): boolean {
  return row.form === "text" && row.text === "0" && NONE.has(row.label);
}
