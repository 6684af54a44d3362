import { accept, decline } from "../desk/acts.ts";
import type { DeskSession } from "../desk/desk.ts";
import { Button } from "../ui/index.ts";
import styles from "./offer-bar.module.css";
import { useOwnPart } from "./own-part.ts";
import { words } from "./words.ts";

/** Whether to take what one looks at already. */
export function OfferBar({ session }: { session: DeskSession }) {
  const part = useOwnPart(session);
  const sessionId = String(session.sessionId);
  if (!part.isOffered) {
    return null;
  }
  return (
    <div className={styles.bar}>
      <span className={styles.text}>{words("isOfferedToYou")}</span>
      <Button onClick={() => decline(sessionId)}>{words("decline")}</Button>
      <Button look="solid" onClick={() => accept(sessionId)}>
        {words("accept")}
      </Button>
    </div>
  );
}
