import { Lock, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useAccess, useSaveOrigins } from "../api/access.ts";
import { wordsAt } from "../api/problem.ts";
import type { Access as Rules } from "../api/shapes.ts";
import { Button, Callout, IconButton, Page, Section, TextField, Tooltip } from "../ui/index.ts";
import styles from "./administration.module.css";
import { CopyField } from "./copy-field.tsx";
import { useDraft } from "./drafts.ts";
import { widgetLine } from "./line.ts";
import { Load } from "./load.tsx";
import { originOf } from "./origins.ts";
import { SaveBar } from "./save-bar.tsx";
import { SiteKey } from "./site-key.tsx";
import { words } from "./words.ts";

export function Access() {
  const access = useAccess();
  return (
    <Page title={words("access")} about={words("accessAbout")}>
      <Section title={words("line")} about={words("lineAbout")}>
        <CopyField label={words("lineLabel")} text={widgetLine(location.origin)} />
      </Section>
      <Load query={access}>
        {(saved) => (
          <>
            <SiteKey siteKey={saved.siteKey} />
            <Origins saved={saved} />
          </>
        )}
      </Load>
    </Page>
  );
}

function Origins({ saved }: { saved: Rules }) {
  const { value, isDirty, change, discard } = useDraft("access", saved.allowedOrigins);
  const save = useSaveOrigins();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const isForAll = value.length === 0 && saved.configuredOrigins.length === 0;

  function add(event: FormEvent) {
    event.preventDefault();
    const origin = originOf(typed);
    if (origin === null) {
      setProblem(words("originProblem"));
    } else if (value.includes(origin) || saved.configuredOrigins.includes(origin)) {
      setProblem(words("originIsThere"));
    } else {
      change([...value, origin]);
      setTyped("");
      setProblem(null);
    }
  }

  return (
    <>
      <Section title={words("origins")} about={words("originsAbout")}>
        <form className={styles.adding} onSubmit={add} noValidate>
          <TextField
            label={words("origin")}
            placeholder="https://shop.example"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            error={problem ?? wordsAt(save.error, "allowedOrigins")}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit">{words("addOrigin")}</Button>
        </form>
        {isForAll ? (
          <Callout>{words("originsNone")}</Callout>
        ) : (
          <ul className={styles.list} aria-label={words("origins")}>
            {saved.configuredOrigins.map((origin) => (
              <li key={origin}>
                <span>{origin}</span>
                <Tooltip text={words("fromConfiguration")}>
                  <span className={styles.locked}>
                    <Lock aria-hidden="true" />
                    config.yaml
                  </span>
                </Tooltip>
              </li>
            ))}
            {value.map((origin) => (
              <li key={origin}>
                <span>{origin}</span>
                <IconButton
                  label={words("removeOrigin", { origin })}
                  size="small"
                  onClick={() => change(value.filter((other) => other !== origin))}
                >
                  <X />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <SaveBar
        isDirty={isDirty}
        isBusy={save.isPending}
        isSaved={save.isSuccess}
        error={save.error}
        fields={["allowedOrigins"]}
        onSave={() => save.mutate(value, { onSuccess: discard })}
        onDiscard={() => {
          save.reset();
          discard();
        }}
      />
    </>
  );
}
