import { useLayoutEffect } from "react";
import type { DeskSession } from "../desk/desk.ts";
import { useDesk } from "../desk/store.ts";
import { isSame } from "../desk/wire.ts";
import { customerName } from "../queue/names.ts";
import { Avatar } from "../ui/index.ts";
import { words } from "./words.ts";
import styles from "./writing-line.module.css";

/** Who is writing, and what the customer has written so far. */
export function WritingLine(props: { session: DeskSession; isAtEnd: boolean; toEnd(): void }) {
  const { session, isAtEnd, toEnd } = props;
  const me = useDesk((desk) => desk.me);
  const writing = useDesk((desk) => desk.threads[String(session.sessionId)]?.typing);
  const others = (writing ?? []).filter(
    ({ from }) => from.kind === "customer" || !isSame(from.id, me),
  );
  const count = others.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it takes room below the messages
  useLayoutEffect(() => {
    if (isAtEnd) {
      toEnd();
    }
  }, [count]);
  return (
    <div className={styles.lines}>
      {others.map(({ from, preview }) => {
        const isCustomers = from.kind === "customer";
        const name = isCustomers ? customerName(session.customer) : (from.name ?? "");
        return (
          <div key={`${from.kind} ${from.id}`} className={styles.line}>
            <Avatar name={name} url={from.avatarURL} kind={from.kind} />
            <div className={styles.bubble}>
              <span className="visually-hidden">{words("customerWriting", { name })}</span>
              {preview && <span className={styles.preview}>{preview}</span>}
              <span className={styles.dots} aria-hidden="true">
                <span />
                <span />
                <span />
              </span>
            </div>
          </div>
        );
      })}
    </div>
  );
}
