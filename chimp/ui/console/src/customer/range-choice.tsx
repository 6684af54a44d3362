import { useId, useState } from "react";
import { TextField } from "../ui/index.ts";
import { boundsOf, inputValue, ownRangeProblem, type Range } from "./period.ts";
import styles from "./range-choice.module.css";
import { words } from "./words.ts";

const KINDS = ["day", "week", "month", "own"] as const;
const SHORT = { day: "range24", week: "range7", month: "range30", own: "rangeOwn" } as const;
const LONG = {
  day: "range24Long",
  week: "range7Long",
  month: "range30Long",
  own: "rangeOwnLong",
} as const;

/** The last 24 hours, 7 or 30 days, or from when to when. */
export function RangeChoice(props: { range: Range; zone: string; onChange(range: Range): void }) {
  const name = useId();
  const [own, setOwn] = useState<{ from: string; to: string } | null>(null);
  const kind = own === null ? props.range.kind : "own";
  const problem = own === null ? null : ownRangeProblem(own.from, own.to);

  function choose(chosen: Range["kind"]) {
    if (chosen !== "own") {
      setOwn(null);
      props.onChange({ kind: chosen });
      return;
    }
    const before = boundsOf(props.range, Date.now(), props.zone);
    put({
      from: before === null ? "" : inputValue(before.from),
      to: before === null ? "" : inputValue(before.to),
    });
  }

  function put(typed: { from: string; to: string }) {
    setOwn(typed);
    if (ownRangeProblem(typed.from, typed.to) === null) props.onChange({ kind: "own", ...typed });
  }

  const faultAt = (field: "from" | "to") =>
    problem?.field === field ? words(`range_${problem.problem}`) : null;

  return (
    <>
      <fieldset className={styles.choice}>
        <legend className="visually-hidden">{words("range")}</legend>
        {KINDS.map((each) => (
          <label key={each} className={styles.option} title={words(LONG[each])}>
            <input
              type="radio"
              className={styles.radio}
              name={name}
              checked={kind === each}
              onChange={() => choose(each)}
              aria-label={words(LONG[each])}
            />
            <span aria-hidden="true">{words(SHORT[each])}</span>
          </label>
        ))}
      </fieldset>
      {own !== null && (
        <div className={styles.own}>
          <TextField
            label={words("rangeFrom")}
            type="datetime-local"
            value={own.from}
            error={faultAt("from")}
            onChange={(event) => put({ ...own, from: event.currentTarget.value })}
          />
          <TextField
            label={words("rangeTo")}
            type="datetime-local"
            value={own.to}
            error={faultAt("to")}
            onChange={(event) => put({ ...own, to: event.currentTarget.value })}
          />
          <p className={styles.zone}>{words("rangeZone", { zone: props.zone })}</p>
        </div>
      )}
    </>
  );
}
