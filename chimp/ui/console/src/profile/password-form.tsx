import { type FormEvent, useState } from "react";
import { useChangePassword } from "../api/account.ts";
import { wordsAt, wordsBeside } from "../api/problem.ts";
import { HttpError } from "../app/http.ts";
import { Button, Callout, TextField } from "../ui/index.ts";
import styles from "./profile.module.css";
import { words } from "./words.ts";

interface Typed {
  current: string;
  password: string;
  again: string;
}

const NOTHING: Typed = { current: "", password: "", again: "" };

/** The new password twice, and the one of before, so that nobody changes it who only found the page open. */
export function PasswordForm(props: { isOneTime: boolean; onChanged?: () => void }) {
  const change = useChangePassword();
  const [typed, setTyped] = useState(NOTHING);
  const [isTried, setTried] = useState(false);
  const faults = faultsOf(typed);
  const { error } = change;
  // What was refused is what was typed then: typing again takes it away.
  const isWrong =
    error instanceof HttpError &&
    (error.field === "current" || error.status === 401 || error.status === 403);
  const beside = isWrong ? null : wordsBeside(error, ["password", "current"]);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== null)) return;
    change.mutate(
      { current: typed.current, password: typed.password },
      {
        onSuccess: () => {
          setTyped(NOTHING);
          setTried(false);
          props.onChanged?.();
        },
      },
    );
  }

  const field = (name: keyof Typed) => ({
    type: "password",
    value: typed[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      if (name === "current" && change.isError) change.reset();
      setTyped((before) => ({ ...before, [name]: value }));
    },
  });

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {beside !== null && <Callout tone="danger">{beside}</Callout>}
      <TextField
        {...field("current")}
        label={words(props.isOneTime ? "oneTimePassword" : "currentPassword")}
        hint={props.isOneTime ? words("oneTimeHint") : undefined}
        autoComplete="current-password"
        error={(isTried ? faults.current : null) ?? (isWrong ? words("wrongPassword") : null)}
      />
      <div className={styles.pair}>
        <TextField
          {...field("password")}
          label={words("newPassword")}
          hint={words("passwordHint")}
          autoComplete="new-password"
          error={(isTried ? faults.password : null) ?? wordsAt(error, "password")}
        />
        <TextField
          {...field("again")}
          label={words("passwordAgain")}
          autoComplete="new-password"
          error={isTried ? faults.again : null}
        />
      </div>
      <div className={styles.actions}>
        <p className={styles.told} role="status">
          {change.isSuccess && words("passwordChanged")}
        </p>
        <Button look="solid" type="submit" isBusy={change.isPending}>
          {words("changePassword")}
        </Button>
      </div>
    </form>
  );
}

function faultsOf({ current, password, again }: Typed): Record<keyof Typed, string | null> {
  return {
    current: current === "" ? words("needsCurrent") : null,
    password: password === "" ? words("needsNew") : null,
    again: password !== "" && password !== again ? words("notTheSame") : null,
  };
}
