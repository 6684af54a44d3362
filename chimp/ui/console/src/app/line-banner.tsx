import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { tryLineNow, useLine } from "../desk/line.ts";
import { Button } from "../ui/index.ts";
import styles from "./line-banner.module.css";
import { words } from "./words.ts";

const PATIENCE = 1500;

/** What it means that the line is gone; a hiccup shorter than a second or so says nothing. */
export function LineBanner() {
  const { state, retryAt, hasBeenOnline } = useLine();
  const isLost = hasBeenOnline ? state !== "online" : state === "offline" || state === "refused";
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(isLost), isLost ? PATIENCE : 0);
    return () => clearTimeout(timer);
  }, [isLost]);
  const seconds = useSecondsUntil(isShown ? retryAt : null);
  return (
    <div role="status" aria-live="polite">
      {isShown && isLost && (
        <div className={styles.banner}>
          <WifiOff aria-hidden="true" />
          <span className={styles.text}>
            {words(state === "refused" ? "banner_refused" : "banner_offline")}
            {seconds !== null && (
              <span className={styles.next} aria-hidden="true">
                {" "}
                {words("retryIn", { seconds })}
              </span>
            )}
          </span>
          <Button size="small" onClick={tryLineNow}>
            {words("retryNow")}
          </Button>
        </div>
      )}
    </div>
  );
}

function useSecondsUntil(moment: number | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (moment === null) {
      return;
    }
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [moment]);
  return moment === null || moment <= now ? null : Math.ceil((moment - now) / 1000);
}
