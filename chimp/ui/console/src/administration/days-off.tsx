import { X } from "lucide-react";
import { useState } from "react";
import { locale } from "../language/index.ts";
import { Button, IconButton, TextField } from "../ui/index.ts";
import styles from "./administration.module.css";
import { words } from "./words.ts";

/** Days on which the desk is closed whatever the week says. */
export function DaysOff(props: {
  days: readonly string[];
  error: string | null;
  onChange(days: string[]): void;
}) {
  const [day, setDay] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  function add() {
    if (day === "") {
      setProblem(words("needsDay"));
    } else if (props.days.includes(day)) {
      setProblem(words("dayIsThere"));
    } else {
      props.onChange([...props.days, day].sort());
      setDay("");
      setProblem(null);
    }
  }

  return (
    <>
      <div className={styles.adding}>
        <TextField
          label={words("dayOff")}
          type="date"
          value={day}
          error={problem ?? props.error}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button onClick={add}>{words("addDay")}</Button>
      </div>
      {props.days.length > 0 && (
        <ul className={styles.list} aria-label={words("daysOff")}>
          {props.days.map((each) => (
            <li key={each}>
              <span>{dayWords(each)}</span>
              <IconButton
                label={words("removeDay", { day: dayWords(each) })}
                size="small"
                onClick={() => props.onChange(props.days.filter((other) => other !== each))}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function dayWords(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  return new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeZone: "UTC" }).format(at);
}
