import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { words } from "../language/words.ts";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";
import { dropToast, type Toast, useToasts } from "./toast.ts";
import styles from "./toaster.module.css";

const STAYS = 6000;

/** Where toasts appear; once in the application. */
export function Toaster() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <section className={styles.toaster} aria-live="polite" aria-label={words("news")}>
      {toasts.map((toast) => (
        <Item key={toast.key} toast={toast} />
      ))}
    </section>
  );
}

function Item({ toast }: { toast: Toast }) {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) {
      return;
    }
    const timer = setTimeout(() => dropToast(toast.key), STAYS);
    return () => clearTimeout(timer);
  }, [isHeld, toast.key]);
  const { action } = toast;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stays while somebody reads it
    <div
      className={styles.toast}
      data-tone={toast.tone ?? "info"}
      role={toast.tone === "danger" ? "alert" : undefined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.text}>{toast.text}</span>
      {action && (
        <Button
          size="small"
          onClick={() => {
            action.run();
            dropToast(toast.key);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label={words("dismiss")} onClick={() => dropToast(toast.key)}>
        <X />
      </IconButton>
    </div>
  );
}
