import { type FormEvent, type ReactNode, useState } from "react";
import { words } from "../language/words.ts";
import { Button } from "./button.tsx";
import { later, useLater } from "./later.ts";

export interface DialogProps {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  title: string;
  /** A sentence under the title. */
  about?: ReactNode;
  /** Buttons, in the order of reading; the last one is the thing to do. */
  actions?: ReactNode;
  width?: "small" | "medium" | "large";
  /** It asks something that cannot be undone. */
  isAlert?: boolean;
  /** It cannot be dismissed: there is nothing behind it that works. */
  isPersistent?: boolean;
  /** When given, the whole is a form, and Enter sends it. */
  onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  children?: ReactNode;
}

const box = later(() => import("./dialog-box.tsx"));

/** Over everything, until it is answered or dismissed; the focus stays inside, and comes back. */
export function Dialog(props: DialogProps) {
  const part = useLater(box, props.isOpen, () => props.onOpenChange(false));
  return part && <part.DialogBox {...props} />;
}

/** Asks before what cannot be undone. `confirm` may take its time, and is not asked twice. */
export function ConfirmDialog(props: {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  title: string;
  about: ReactNode;
  action: string;
  look?: "danger" | "solid";
  onConfirm(): Promise<void> | void;
}) {
  const [isBusy, setBusy] = useState(false);
  async function confirm() {
    setBusy(true);
    try {
      await props.onConfirm();
      props.onOpenChange(false);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      title={props.title}
      about={props.about}
      isAlert
      actions={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{words("cancel")}</Button>
          <Button look={props.look ?? "danger"} isBusy={isBusy} onClick={() => void confirm()}>
            {props.action}
          </Button>
        </>
      }
    />
  );
}
