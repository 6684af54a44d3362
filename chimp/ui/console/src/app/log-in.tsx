import { type FormEvent, useRef, useState } from "react";
import { words as everywhere } from "../language/index.ts";
import { Button, Callout, Dialog, TextField } from "../ui/index.ts";
import { logIn, useStanding } from "./account.ts";
import { HttpError } from "./http.ts";
import styles from "./log-in.module.css";
import { Logo } from "./logo.tsx";
import { words } from "./words.ts";

export function LogInPage() {
  return (
    <main className={styles.screen}>
      <div className={styles.card}>
        <Logo size={40} />
        <div>
          <h1 className={styles.title}>{words("logIn")}</h1>
          <p className={styles.about}>{words("logInAbout")}</p>
        </div>
        <LogInForm />
        <p className={styles.about}>{words("logInForgotten")}</p>
      </div>
    </main>
  );
}

/** Over the console, which stays as it is: nothing typed there is lost. */
export function LogInOverlay() {
  const email = useStanding((standing) => standing.account?.email ?? "");
  return (
    <Dialog
      isOpen
      onOpenChange={() => undefined}
      title={words("logInAgain")}
      about={words("logInAgainAbout")}
      isPersistent
    >
      <LogInForm email={email} />
    </Dialog>
  );
}

type Faults = { email?: string; password?: string; all?: string };

function LogInForm({ email = "" }: { email?: string }) {
  const [isBusy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const [who, password] = [String(said.get("email")).trim(), String(said.get("password"))];
    if (who === "" || password === "") {
      setFaults(who === "" ? { email: words("needsEmail") } : { password: words("needsPassword") });
      (who === "" ? emailField : passwordField).current?.focus();
      return;
    }
    setBusy(true);
    setFaults({});
    try {
      await logIn(who, password);
    } catch (error) {
      const isWrong = error instanceof HttpError && error.status === 401;
      const told = error instanceof HttpError ? error.message : everywhere("noAnswer");
      setFaults({ all: isWrong ? words("wrongPassword") : told });
      setBusy(false);
      passwordField.current?.select();
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {faults.all && <Callout tone="danger">{faults.all}</Callout>}
      <TextField
        ref={emailField}
        label={words("email")}
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        error={faults.email}
        autoFocus={email === ""}
      />
      <TextField
        ref={passwordField}
        label={words("password")}
        name="password"
        type="password"
        autoComplete="current-password"
        error={faults.password}
        autoFocus={email !== ""}
      />
      <Button look="solid" type="submit" isBusy={isBusy} isWide>
        {words("logIn")}
      </Button>
    </form>
  );
}
