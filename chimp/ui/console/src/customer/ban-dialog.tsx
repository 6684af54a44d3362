import { type FormEvent, useState } from "react";
import { useBan } from "../api/bans.ts";
import { wordsAt, wordsBeside } from "../api/problem.ts";
import type { BanKind, NewBan } from "../api/shapes.ts";
import { words as everywhere } from "../language/index.ts";
import { Button, Callout, Dialog, SelectField, showToast, TextField } from "../ui/index.ts";
import { words } from "./words.ts";

/** Minutes; the last choice is for good. */
const PERIODS = [60, 1440, 10_080, 43_200] as const;

/** Keeps somebody out: of those given, or whoever is written down. */
export function BanDialog(props: {
  customer?: { id: string | number; name: string };
  onClose(): void;
}) {
  const ban = useBan();
  const [kind, setKind] = useState<BanKind>("customer");
  const [value, setValue] = useState(props.customer === undefined ? "" : String(props.customer.id));
  const [minutes, setMinutes] = useState<string>(String(PERIODS[1]));
  const [because, setBecause] = useState("");
  const [isMissing, setMissing] = useState(false);
  const beside = wordsBeside(ban.error, ["value", "minutes", "because"]);

  function submit(event: FormEvent) {
    event.preventDefault();
    const told: NewBan = {
      kind,
      value: value.trim(),
      ...(minutes !== "" && { minutes: Number(minutes) }),
      ...(because.trim() !== "" && { because: because.trim() }),
    };
    setMissing(told.value === "");
    if (told.value === "") return;
    ban.mutate(told, {
      onSuccess: () => {
        showToast({ text: words("isBanned", { value: props.customer?.name ?? told.value }) });
        props.onClose();
      },
    });
  }

  return (
    <Dialog
      isOpen
      onOpenChange={props.onClose}
      title={
        props.customer === undefined
          ? words("addBan")
          : words("banTitle", { name: props.customer.name })
      }
      about={words("banAbout")}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={props.onClose}>{everywhere("cancel")}</Button>
          <Button look="danger" type="submit" isBusy={ban.isPending}>
            {words("ban")}
          </Button>
        </>
      }
    >
      {beside !== null && <Callout tone="danger">{beside}</Callout>}
      {props.customer === undefined && (
        <>
          <SelectField
            label={words("banKind")}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as BanKind)}
          >
            <option value="customer">{words("customer")}</option>
            <option value="address">{words("address")}</option>
          </SelectField>
          <TextField
            label={words(kind === "customer" ? "customerId" : "address")}
            hint={words(kind === "customer" ? "customerIdHint" : "addressHint")}
            autoComplete="off"
            spellCheck={false}
            value={value}
            error={isMissing ? words("needsValue") : wordsAt(ban.error, "value")}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        </>
      )}
      <SelectField
        label={words("banFor")}
        value={minutes}
        error={wordsAt(ban.error, "minutes")}
        onChange={(event) => setMinutes(event.currentTarget.value)}
      >
        {PERIODS.map((period) => (
          <option key={period} value={period}>
            {words(`ban_${period}`)}
          </option>
        ))}
        <option value="">{words("forGood")}</option>
      </SelectField>
      <TextField
        label={words("because")}
        hint={words("becauseHint")}
        maxLength={500}
        value={because}
        error={wordsAt(ban.error, "because")}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
    </Dialog>
  );
}
