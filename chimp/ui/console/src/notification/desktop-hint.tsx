import { Bell } from "lucide-react";
import { useState } from "react";
import { keep, recall } from "../desk/storage.ts";
import { Button } from "../ui/index.ts";
import { askForDesktop, useDesktop } from "./desktop.ts";
import styles from "./desktop-hint.module.css";
import { words } from "./words.ts";

const STORED = "chimp.desktop-hint";

/** Offers notifications of the system, once: browsers ask by a click alone. */
export function DesktopHint() {
  const permission = useDesktop((desktop) => desktop.permission);
  const [isDismissed, setDismissed] = useState(() => recall(STORED) === "no");
  if (permission !== "default" || isDismissed) {
    return null;
  }
  return (
    <div className={styles.hint}>
      <Bell aria-hidden="true" />
      <span className={styles.text}>{words("desktopAbout")}</span>
      <div className={styles.actions}>
        <Button
          size="small"
          look="ghost"
          onClick={() => {
            keep(STORED, "no");
            setDismissed(true);
          }}
        >
          {words("notNow")}
        </Button>
        <Button size="small" look="soft" onClick={() => void askForDesktop()}>
          {words("desktopAsk")}
        </Button>
      </div>
    </div>
  );
}
