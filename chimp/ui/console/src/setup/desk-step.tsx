import { type FormEvent, useState } from "react";
import { wordsAt, wordsBeside } from "../api/problem.ts";
import { useSaveDeskSettings } from "../api/settings.ts";
import type { DeskSettings } from "../api/shapes.ts";
import { Button, Callout, TextField } from "../ui/index.ts";
import styles from "./setup.module.css";
import { words } from "./words.ts";

export function DeskStep({ desk, onDone }: { desk: DeskSettings; onDone(): void }) {
  const save = useSaveDeskSettings();
  const [name, setName] = useState(desk.name);
  const [isMissing, setMissing] = useState(false);
  const beside = wordsBeside(save.error, ["name"]);

  function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(name.trim() === "");
    if (name.trim() === "") return;
    save.mutate({ ...desk, name: name.trim() }, { onSuccess: onDone });
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {beside !== null && <Callout tone="danger">{beside}</Callout>}
      <TextField
        label={words("deskName")}
        hint={words("deskNameHint")}
        autoComplete="organization"
        maxLength={80}
        value={name}
        error={isMissing ? words("needsName") : wordsAt(save.error, "name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={styles.actions}>
        <Button look="solid" type="submit" isBusy={save.isPending}>
          {words("next")}
        </Button>
      </div>
    </form>
  );
}
