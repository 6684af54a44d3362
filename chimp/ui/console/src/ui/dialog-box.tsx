import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { words } from "../language/words.ts";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import styles from "./dialog.module.css";
import type { DialogProps } from "./dialog.tsx";

/** The dialog itself, which is loaded when the first one is opened. */
export function DialogBox(props: DialogProps) {
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
