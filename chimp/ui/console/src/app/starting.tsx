import { CloudOff } from "lucide-react";
import { useEffect } from "react";
import { Button, EmptyState } from "../ui/index.ts";
import { askWhoIsThere } from "./account.ts";
import styles from "./log-in.module.css";
import { Logo } from "./logo.tsx";
import { words } from "./words.ts";

const AGAIN = 5000;

/** Before the first answer: seen only where the line is slow. */
export function Starting() {
  return (
    <div className={styles.screen} role="status" aria-label={words("starting")}>
      <Logo size={40} />
    </div>
  );
}

/** Tries again by itself. */
export function Unreachable() {
  useEffect(() => {
    const again = () => void askWhoIsThere();
    const timer = setInterval(again, AGAIN);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
    };
  }, []);
  return (
    <main className={styles.screen}>
      <EmptyState
        icon={<CloudOff />}
        title={words("unreachable")}
        action={<Button onClick={() => void askWhoIsThere()}>{words("retryNow")}</Button>}
      >
        {words("unreachableAbout")}
      </EmptyState>
    </main>
  );
}
