import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type FormEvent, type ReactNode, useState } from "react";
import { words } from "../language/words.ts";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import styles from "./dialog.module.css";

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

/** Over everything, until it is answered or dismissed; the focus stays inside, and comes back. */
export function Dialog(props: DialogProps) {
  const inside = (
    <>
      <div className={styles.body}>{props.children}</div>
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </>
  );
  return (
    <Radix.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          className={classes(styles.dialog, styles[props.width ?? "small"])}
          role={props.isAlert === true ? "alertdialog" : "dialog"}
          onOpenAutoFocus={focusFirst}
          {...(props.about ? {} : { "aria-describedby": undefined })}
        >
          <header className={styles.header}>
            <Radix.Title className={styles.title}>{props.title}</Radix.Title>
            {props.isPersistent !== true && (
              <Button
                look="ghost"
                aria-label={words("close")}
                className={styles.close}
                onClick={() => props.onOpenChange(false)}
              >
                <X />
              </Button>
            )}
            {props.about && (
              <Radix.Description className={styles.about} asChild>
                <div>{props.about}</div>
              </Radix.Description>
            )}
          </header>
          {props.onSubmit === undefined ? (
            inside
          ) : (
            <form className={styles.form} onSubmit={props.onSubmit} noValidate>
              {inside}
            </form>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What is to be filled in comes before the button that closes, and so does the thing to do. */
function focusFirst(event: Event): void {
  const within = event.currentTarget;
  if (within instanceof HTMLElement) {
    const first =
      within.querySelector<HTMLElement>("[autofocus], input, textarea, select") ??
      within.querySelector<HTMLElement>(`.${styles.actions} button:last-child`);
    if (first !== null) {
      event.preventDefault();
      first.focus();
    }
  }
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
