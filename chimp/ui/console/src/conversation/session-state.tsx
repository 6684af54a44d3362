import { useNow } from "../app/clock.ts";
import type { DeskSession } from "../desk/desk.ts";
import { attendantName, useDesk } from "../desk/store.ts";
import { isSame } from "../desk/wire.ts";
import { duration, levelName } from "../language/index.ts";
import { words as queue } from "../queue/words.ts";
import { endWords } from "./end-words.ts";
import styles from "./header.module.css";
import { words } from "./words.ts";

/** One line under the name: is the customer there, and who serves them. */
export function SessionState({ session }: { session: DeskSession }) {
  const attendants = useDesk((desk) => desk.attendants);
  const me = useDesk((desk) => desk.me);
  const now = useNow();
  const parts: string[] = [];
  if (session.status === "aborted") {
    parts.push(endWords(session, attendants));
  } else {
    parts.push(queue(session.customerOnline === true ? "customerOnline" : "customerOffline"));
    const [serving, ...joined] = session.assignedAttendants;
    if (session.status === "online" && serving !== undefined) {
      const others = [serving, ...joined].map((who) =>
        isSame(who, me) ? words("you") : attendantName(attendants, who),
      );
      parts.push(
        isSame(serving, me) && joined.length === 0
          ? words("servedByYou")
          : words("servedBy", { names: others.join(", ") }),
      );
    } else if (session.offeredTo !== null && !isSame(session.offeredTo, me)) {
      parts.push(queue("offeredTo", { name: attendantName(attendants, session.offeredTo) }));
    } else {
      const time = duration(Math.max(0, now - session.waitingSince));
      parts.push(queue("waits", { time }));
    }
    if (session.type !== "support/firstLevel") {
      parts.push(levelName(session.type));
    }
  }
  return <p className={styles.state}>{parts.join(" · ")}</p>;
}
