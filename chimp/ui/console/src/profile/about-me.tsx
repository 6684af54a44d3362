import { type FormEvent, useState } from "react";
import { create } from "zustand";
import { useChangeMe } from "../api/account.ts";
import { wordsAt, wordsBeside } from "../api/problem.ts";
import { nameOf, useAccount } from "../app/account.ts";
import { HttpError } from "../app/http.ts";
import { words as everywhere } from "../language/index.ts";
import { Avatar, Button, Callout, TextField } from "../ui/index.ts";
import styles from "./profile.module.css";
import { words } from "./words.ts";

/** What is typed and not saved: another language, which shows all anew, does not lose it. */
const useTyped = create<{ name?: string; email?: string; avatar?: string }>(() => ({}));

export function AboutMe() {
  const account = useAccount();
  const change = useChangeMe();
  const typed = useTyped();
  const name = typed.name ?? account.name ?? "";
  const email = typed.email ?? account.email ?? "";
  const avatar = typed.avatar ?? account.avatarURL ?? "";
  const [current, setCurrent] = useState("");
  const isNewEmail = email.trim() !== (account.email ?? "");
  const isDirty =
    name.trim() !== (account.name ?? "") ||
    isNewEmail ||
    avatar.trim() !== (account.avatarURL ?? "");
  const beside = wordsBeside(change.error, ["name", "email", "avatarURL", "current"]);

  const isWrong = change.error instanceof HttpError && change.error.code === "wrong_password";

  function submit(event: FormEvent) {
    event.preventDefault();
    const told = {
      ...(name.trim() !== (account.name ?? "") && { name: name.trim() }),
      ...(isNewEmail && { email: email.trim(), current }),
      ...(avatar.trim() !== (account.avatarURL ?? "") && { avatarURL: avatar.trim() || null }),
    };
    change.mutate(told, {
      onSuccess: () => {
        setCurrent("");
        useTyped.setState({}, true);
      },
    });
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {beside !== null && <Callout tone="danger">{beside}</Callout>}
      <div className={styles.me}>
        <Avatar
          name={name || nameOf(account)}
          url={/^https?:\/\//i.test(avatar.trim()) ? avatar.trim() : null}
          size={56}
          kind="attendant"
        />
        <div className={styles.form}>
          <div className={styles.pair}>
            <TextField
              label={words("name")}
              autoComplete="name"
              hint={words("nameHint")}
              value={name}
              error={wordsAt(change.error, "name")}
              onChange={(event) => useTyped.setState({ name: event.currentTarget.value })}
            />
            <TextField
              label={words("email")}
              type="email"
              autoComplete="email"
              hint={words("emailHint")}
              value={email}
              error={wordsAt(change.error, "email")}
              onChange={(event) => useTyped.setState({ email: event.currentTarget.value })}
            />
          </div>
          {isNewEmail && (
            <TextField
              label={words(
                account.mustChangePassword === true ? "oneTimePassword" : "currentPassword",
              )}
              type="password"
              autoComplete="current-password"
              hint={words("emailNeedsPassword")}
              required
              value={current}
              error={isWrong ? words("wrongPassword") : wordsAt(change.error, "current")}
              onChange={(event) => {
                if (change.isError) change.reset();
                setCurrent(event.currentTarget.value);
              }}
            />
          )}
          <TextField
            label={words("avatar")}
            type="url"
            placeholder="https://"
            hint={words("avatarHint")}
            value={avatar}
            error={wordsAt(change.error, "avatarURL")}
            onChange={(event) => useTyped.setState({ avatar: event.currentTarget.value })}
          />
        </div>
      </div>
      <div className={styles.actions}>
        <p className={styles.told} role="status">
          {!isDirty && change.isSuccess && everywhere("saved")}
        </p>
        <Button
          look="solid"
          type="submit"
          disabled={!isDirty || (isNewEmail && current === "")}
          isBusy={change.isPending}
        >
          {everywhere("save")}
        </Button>
      </div>
    </form>
  );
}
