import { useEffect, useState } from "react";
import { wordsAt } from "../api/problem.ts";
import { useHours, useSaveHours } from "../api/settings.ts";
import type { Hours } from "../api/shapes.ts";
import { locale } from "../language/index.ts";
import { Page, Section, SelectField, SwitchField } from "../ui/index.ts";
import styles from "./administration.module.css";
import { DaysOff } from "./days-off.tsx";
import { useDraft } from "./drafts.ts";
import { Load } from "./load.tsx";
import { SaveBar } from "./save-bar.tsx";
import { inOrder, openness, weekProblems } from "./week.ts";
import { WeekEditor } from "./week-editor.tsx";
import { words } from "./words.ts";

const EVERY_HALF_MINUTE = 30_000;

export function OpeningHours() {
  const hours = useHours();
  return (
    <Page title={words("hours")} about={words("hoursAbout")}>
      <Load query={hours}>{(saved) => <HoursForm saved={saved} />}</Load>
    </Page>
  );
}

function HoursForm({ saved }: { saved: Hours }) {
  const { value, isDirty, change, discard } = useDraft("hours", saved);
  const save = useSaveHours();
  const problems = value.isOn ? weekProblems(value.week) : [];
  return (
    <>
      <Section title={words("hoursWhen")} actions={<OpenNow hours={value} />}>
        <SwitchField
          label={words("hoursOn")}
          hint={words(value.isOn ? "hoursOnHint" : "hoursOffHint")}
          checked={value.isOn}
          onChange={(isOn) => change({ ...value, isOn })}
        />
        {value.isOn && (
          <SelectField
            label={words("timeZone")}
            value={value.timeZone}
            error={wordsAt(save.error, "timeZone")}
            onChange={(event) => change({ ...value, timeZone: event.currentTarget.value })}
          >
            {zones(value.timeZone).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </SelectField>
        )}
      </Section>
      {value.isOn && (
        <>
          <Section title={words("week")} about={words("weekAbout")}>
            <WeekEditor
              week={value.week}
              problems={problems}
              error={save.error}
              onChange={(week) => change({ ...value, week })}
            />
          </Section>
          <Section title={words("daysOff")} about={words("daysOffAbout")}>
            <DaysOff
              days={value.closedOn}
              error={wordsAt(save.error, "closedOn")}
              onChange={(closedOn) => change({ ...value, closedOn })}
            />
          </Section>
        </>
      )}
      <SaveBar
        isDirty={isDirty}
        isBusy={save.isPending}
        isSaved={save.isSuccess}
        error={save.error}
        fields={["timeZone", "week", "closedOn"]}
        problem={problems.length > 0 && isDirty ? words("weekProblem") : null}
        onSave={() => {
          if (problems.length === 0) save.mutate(inOrder(value), { onSuccess: discard });
        }}
        onDiscard={() => {
          save.reset();
          discard();
        }}
      />
    </>
  );
}

/** What the hours in the form mean at this moment. */
function OpenNow({ hours }: { hours: Hours }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_HALF_MINUTE);
    return () => clearInterval(timer);
  }, []);
  const { isOpen, changesAt } = openness(hours, now);
  const when =
    changesAt === null
      ? null
      : new Intl.DateTimeFormat(locale(), {
          weekday: "long",
          hour: "numeric",
          minute: "2-digit",
          timeZone: "UTC", // it is a wall-clock time already
        }).format(changesAt);
  const said = isOpen
    ? when === null
      ? words("openNow")
      : words("openUntil", { when })
    : when === null
      ? words("closedForGood")
      : words("closedUntil", { when });
  return (
    <span className={styles.openness} data-open={isOpen || undefined} role="status">
      {said}
    </span>
  );
}

/** All that the browser knows, and the one that is set. */
function zones(current: string): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return [...new Set([current, "UTC", ...known])].sort();
}
