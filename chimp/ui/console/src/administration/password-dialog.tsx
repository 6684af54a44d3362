import type { Attendant } from "../api/shapes.ts";
import { nameOf } from "../app/account.ts";
import { words as everywhere } from "../language/index.ts";
import { Button, Callout, Dialog } from "../ui/index.ts";
import { CopyField } from "./copy-field.tsx";
import { words } from "./words.ts";

/** A one-time password, this once: closing it is final. */
export function PasswordDialog(props: {
  attendant: Attendant;
  password: string;
  isNew: boolean;
  onClose(): void;
}) {
  const name = nameOf(props.attendant);
  return (
    <Dialog
      isOpen
      // A click beside it must not lose what is shown only once.
      isPersistent
      onOpenChange={() => undefined}
      title={words(props.isNew ? "attendantAdded" : "passwordReset", { name })}
      about={words("passwordAbout", { address: location.origin, email: props.attendant.email })}
      actions={
        <Button look="solid" onClick={props.onClose}>
          {everywhere("done")}
        </Button>
      }
    >
      <CopyField label={words("oneTimePassword")} text={props.password} />
      <Callout tone="warning">{words("shownOnce")}</Callout>
    </Dialog>
  );
}
