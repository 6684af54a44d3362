import { type FormEvent, useState } from "react";
import { useAddAttendant, useChangeAttendant } from "../api/attendants.ts";
import { wordsAt, wordsBeside } from "../api/problem.ts";
import type { Attendant } from "../api/shapes.ts";
import { nameOf, useAccount } from "../app/account.ts";
import { words as everywhere, LEVELS, type Level, levelName } from "../language/index.ts";
import { Button, Callout, CheckboxField, Dialog, SelectField, TextField } from "../ui/index.ts";
import styles from "./administration.module.css";
import { words } from "./words.ts";

const FIELDS = ["email", "name", "avatarURL", "type", "maxSessions"];

/** Adds an attendant, or changes one. */
export function AttendantDialog(props: {
  attendant: Attendant | null;
  onClose(): void;
  onAdded(attendant: Attendant, password: string): void;
}) {
  const { attendant } = props;
  const isMe = useAccount().id === attendant?.id;
  const add = useAddAttendant();
  const change = useChangeAttendant();
  const [email, setEmail] = useState(attendant?.email ?? "");
  const [name, setName] = useState(attendant?.name ?? "");
  const [avatar, setAvatar] = useState(attendant?.avatarURL ?? "");
  const [type, setType] = useState<Level>(attendant?.type ?? "support/firstLevel");
  const [limit, setLimit] = useState(attendant?.maxSessions?.toString() ?? "");
  const [isAdministrator, setAdministrator] = useState(attendant?.isAdministrator ?? false);
  const [missing, setMissing] = useState(false);
  const error = attendant === null ? add.error : change.error;
  const beside = wordsBeside(error, FIELDS);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const isMissing = email.trim() === "";
    setMissing(isMissing);
    if (isMissing) return;
    const told = {
      email: email.trim(),
      type,
      isAdministrator,
      maxSessions: limit.trim() === "" ? null : Number(limit),
      avatarURL: avatar.trim() === "" ? null : avatar.trim(),
    };
    try {
      if (attendant === null) {
        const { oneTimePassword, ...added } = await add.mutateAsync({
          ...told,
          name: name.trim() === "" ? null : name.trim(),
        });
        props.onAdded(added, oneTimePassword);
      } else {
        await change.mutateAsync({ id: attendant.id, change: { ...told, name: name.trim() } });
        props.onClose();
      }
    } catch {
      // what is wrong stands in the form
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={props.onClose}
      title={
        attendant === null
          ? words("addAttendant")
          : words("editAttendant", { name: nameOf(attendant) })
      }
      about={attendant === null ? words("addAttendantAbout") : undefined}
      onSubmit={(event) => void submit(event)}
      actions={
        <>
          <Button onClick={props.onClose}>{everywhere("cancel")}</Button>
          <Button look="solid" type="submit" isBusy={add.isPending || change.isPending}>
            {everywhere(attendant === null ? "add" : "save")}
          </Button>
        </>
      }
    >
      {beside !== null && <Callout tone="danger">{beside}</Callout>}
      <TextField
        label={words("email")}
        type="email"
        autoComplete="off"
        required
        disabled={isMe}
        hint={isMe ? words("ownEmailHint") : undefined}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={missing ? words("needsEmail") : wordsAt(error, "email")}
      />
      <TextField
        label={words("name")}
        autoComplete="off"
        hint={words("nameHint")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={wordsAt(error, "name")}
      />
      <TextField
        label={words("avatar")}
        type="url"
        placeholder="https://"
        hint={words("avatarHint")}
        value={avatar}
        onChange={(event) => setAvatar(event.currentTarget.value)}
        error={wordsAt(error, "avatarURL")}
      />
      <div className={styles.pair}>
        <SelectField
          label={words("type")}
          value={type}
          onChange={(event) => setType(event.currentTarget.value as Level)}
          error={wordsAt(error, "type")}
        >
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {levelName(level)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words("limit")}
          type="number"
          min={0}
          inputMode="numeric"
          placeholder={words("limitDefault")}
          hint={words("limitHint")}
          value={limit}
          onChange={(event) => setLimit(event.currentTarget.value)}
          error={wordsAt(error, "maxSessions")}
        />
      </div>
      <CheckboxField
        label={words("administrator")}
        hint={words("administratorHint")}
        checked={isAdministrator}
        onChange={setAdministrator}
      />
    </Dialog>
  );
}
