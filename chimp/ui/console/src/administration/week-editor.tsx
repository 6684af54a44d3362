import { CopyPlus, Plus, Trash2 } from "lucide-react";
import { wordsAt } from "../api/problem.ts";
import type { Week, Weekday } from "../api/shapes.ts";
import { locale } from "../language/index.ts";
import { Button, IconButton, TextInput } from "../ui/index.ts";
import {
  type SpanProblem,
  WEEKDAYS,
  withDayCopied,
  withoutSpan,
  withSpan,
  withTime,
} from "./week.ts";
import styles from "./week-editor.module.css";
import { words } from "./words.ts";

interface WeekProps {
  week: Week;
  problems: readonly SpanProblem[];
  error: unknown;
  onChange(week: Week): void;
}

export function WeekEditor(props: WeekProps) {
  return (
    <div className={styles.week}>
      {WEEKDAYS.map((day) => (
        <Day key={day} day={day} {...props} />
      ))}
    </div>
  );
}

function Day({ day, week, problems, error, onChange }: WeekProps & { day: Weekday }) {
  const spans = week[day];
  const name = weekdayName(day);
  const more = withSpan(week, day);
  const faults = problems.filter(({ field }) => field.startsWith(`week.${day}.`));
  const refused = wordsAt(error, `week.${day}`);
  const told = faults[0] === undefined ? refused : words(`week_${faults[0].problem}`);
  const toldId = `hours-${day}`;
  return (
    <fieldset className={styles.day}>
      <legend className={styles.name}>{name}</legend>
      <div className={styles.spans}>
        {spans.length === 0 && <span className={styles.closed}>{words("closed")}</span>}
        {spans.map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place in the day
          <div key={index} className={styles.span}>
            {(["from", "to"] as const).map((end) => {
              const field = `week.${day}.${index}.${end}`;
              const isWrong = faults.some((fault) => fault.field === field);
              return (
                <TextInput
                  key={end}
                  type="time"
                  className={styles.time}
                  aria-label={words(end === "from" ? "spanFrom" : "spanTo", {
                    day: name,
                    number: index + 1,
                  })}
                  aria-invalid={isWrong || undefined}
                  aria-describedby={isWrong ? toldId : undefined}
                  // A clock has no 24:00: the end of the day is shown as the beginning of the next.
                  value={span[end] === "24:00" ? "00:00" : span[end]}
                  onChange={(event) => {
                    const typed = event.currentTarget.value;
                    const isMidnight = end === "to" && typed === "00:00";
                    onChange(withTime(week, day, index, end, isMidnight ? "24:00" : typed));
                  }}
                />
              );
            })}
            <IconButton
              label={words("removeSpan", { day: name, number: index + 1 })}
              size="small"
              onClick={() => onChange(withoutSpan(week, day, index))}
            >
              <Trash2 />
            </IconButton>
          </div>
        ))}
      </div>
      <div className={styles.tools}>
        <Button
          look="ghost"
          size="small"
          icon={<Plus aria-hidden="true" />}
          disabled={more === null}
          aria-label={words("addSpanOn", { day: name })}
          onClick={() => more !== null && onChange(more)}
        >
          {words("addSpan")}
        </Button>
        <IconButton
          label={words(isWeekend(day) ? "copyToWeekend" : "copyToWeek", { day: name })}
          size="small"
          onClick={() => onChange(withDayCopied(week, day))}
        >
          <CopyPlus />
        </IconButton>
      </div>
      {told !== null && (
        <p id={toldId} className={styles.error}>
          {told}
        </p>
      )}
    </fieldset>
  );
}

function isWeekend(day: Weekday): boolean {
  return day === "saturday" || day === "sunday";
}

/** 1 January 2024 was a Monday. */
export function weekdayName(day: Weekday): string {
  const at = Date.UTC(2024, 0, 1 + WEEKDAYS.indexOf(day));
  const format = new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" });
  const name = format.format(at);
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}
