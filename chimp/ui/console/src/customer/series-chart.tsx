import { Table2 } from "lucide-react";
import { type PointerEvent, useState } from "react";
import type { Point } from "../api/shapes.ts";
import { locale } from "../language/index.ts";
import { Button } from "../ui/index.ts";
import { rowLabel, wallWords } from "./labels.ts";
import { type Bounds, DAY, HOUR } from "./period.ts";
import { type Bucket, bucketsOf, geometry, peak, total } from "./series.ts";
import styles from "./series-chart.module.css";
import { words } from "./words.ts";

const WIDTH = 288;
const HEIGHT = 64;

/** Zero-based bars with the number beside them, and the table behind them. */
export function SeriesChart(props: {
  label: string;
  points: readonly Point[];
  bounds: Bounds | null;
}) {
  const [isTable, setTable] = useState(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const buckets = bucketsOf(props.points, props.bounds);
  const label = rowLabel(props.label);
  const areCounts = buckets.every(({ value }) => Number.isInteger(value) && value >= 0);
  const highest = peak(buckets);
  const at = pointed === null ? null : buckets[pointed];
  const said = at ?? highest;
  const number = new Intl.NumberFormat(locale());
  const summary =
    highest === null
      ? label
      : words("chartSummary", {
          label,
          total: number.format(total(buckets)),
          peak: number.format(highest.value),
          when: bucketWords(highest),
        });

  function point(event: PointerEvent<SVGSVGElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const place = ((event.clientX - box.left) / box.width) * buckets.length;
    setPointed(Math.min(buckets.length - 1, Math.max(0, Math.floor(place))));
  }

  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <span className={styles.label}>{label}</span>
        {areCounts && <strong className={styles.total}>{number.format(total(buckets))}</strong>}
        <Button
          size="small"
          look="ghost"
          icon={<Table2 aria-hidden="true" />}
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          {words("table")}
        </Button>
      </figcaption>
      {isTable ? (
        <BucketTable label={label} buckets={buckets} />
      ) : (
        <>
          <p className={styles.said}>
            {said !== null && said !== undefined && (
              <>
                <strong>{number.format(said.value)}</strong>{" "}
                {at === null || at === undefined
                  ? words("chartPeak", { when: bucketWords(said) })
                  : bucketWords(said)}
              </>
            )}
          </p>
          <svg
            className={styles.drawing}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={summary}
            onPointerMove={point}
            onPointerLeave={() => setPointed(null)}
          >
            <Bars buckets={buckets} pointed={pointed} highest={highest} />
          </svg>
          <Axis buckets={buckets} />
        </>
      )}
    </figure>
  );
}

function Bars(props: { buckets: Bucket[]; pointed: number | null; highest: Bucket | null }) {
  const values = props.buckets.map(({ value }) => value);
  const { bars, baseline } = geometry(values, WIDTH, HEIGHT - 1);
  return (
    <>
      {bars.map((bar, index) => (
        <rect
          key={props.buckets[index]?.from ?? index}
          className={styles.bar}
          data-pointed={props.pointed === index || undefined}
          {...bar}
        />
      ))}
      <line className={styles.zero} x1={0} x2={WIDTH} y1={baseline + 0.5} y2={baseline + 0.5} />
    </>
  );
}

function Axis({ buckets }: { buckets: readonly Bucket[] }) {
  const [first] = buckets;
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <div className={styles.axis} aria-hidden="true">
      <span>{bucketWords(first)}</span>
      {last !== first && <span>{bucketWords(last)}</span>}
    </div>
  );
}

function BucketTable({ label, buckets }: { label: string; buckets: readonly Bucket[] }) {
  const number = new Intl.NumberFormat(locale());
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard
    <section className={styles.frame} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words("tableTime")}</th>
            <th scope="col">{label}</th>
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.from} data-zero={bucket.value === 0 || undefined}>
              <td>{bucketWords(bucket)}</td>
              <td>{number.format(bucket.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** When a bucket was: a moment, an hour, a day, or several days. */
function bucketWords({ from, to }: Bucket): string {
  const reach = to - from;
  if (reach <= HOUR) {
    return wallWords(from, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
  }
  const day = { day: "numeric", month: "short" } as const;
  if (reach <= DAY) return wallWords(from, { weekday: "short", ...day });
  const format = new Intl.DateTimeFormat(locale(), { ...day, timeZone: "UTC" });
  return format.formatRange(from, to - HOUR);
}
