import { memo } from "react";
import { useNow } from "../app/clock.ts";
import type { SystemLine } from "../desk/lines.ts";
import { attendantName, useDesk } from "../desk/store.ts";
import { isSame, type ListedSession } from "../desk/wire.ts";
import { clock, dayName, exact } from "../language/index.ts";
import { BubbleItem } from "./bubble.tsx";
import { endWords } from "./end-words.ts";
import styles from "./item.module.css";
import type { TimelineItem } from "./timeline.ts";
import { words } from "./words.ts";

/** One thing in a conversation: a message, a day, or what became of the session. */
export const Item = memo(function Item(props: { item: TimelineItem; sessionId: string }) {
  const { item } = props;
  switch (item.kind) {
    case "message":
    case "note":
      return <BubbleItem bubble={item} sessionId={props.sessionId} />;
    case "day":
      return <Day at={item.at} />;
    case "unread":
      return (
        <div className={styles.unread}>
          <span>{words("unreadHere")}</span>
        </div>
      );
    case "session":
      return <SessionTitle session={item.session} isEarlier={item.isEarlier} />;
    case "line":
      return <Line line={item.line} />;
    case "end":
      return <End session={item.session} />;
  }
});

function Day({ at }: { at: number }) {
  const now = useNow();
  return (
    <div className={styles.day}>
      <span>{dayName(at, now)}</span>
    </div>
  );
}

function SessionTitle({ session, isEarlier }: { session: ListedSession; isEarlier: boolean }) {
  const now = useNow();
  const attendants = useDesk((desk) => desk.attendants);
  const date = dayName(session.createdAt, now);
  const [served] = session.assignedAttendants;
  return (
    <div className={styles.session} data-earlier={isEarlier || undefined}>
      <span title={exact(session.createdAt)}>
        {words(isEarlier ? "earlierSession" : "thisSession", { date })}
        {isEarlier && served !== undefined && (
          <> · {words("earlierBy", { name: attendantName(attendants, served) })}</>
        )}
      </span>
    </div>
  );
}

function Line({ line }: { line: SystemLine }) {
  const attendants = useDesk((desk) => desk.attendants);
  const me = useDesk((desk) => desk.me);
  return (
    <p className={styles.line}>
      {lineWords(line, isSame(line.who, me), attendantName(attendants, line.who))}
      <time dateTime={new Date(line.at).toISOString()} title={exact(line.at)}>
        {clock(line.at)}
      </time>
    </p>
  );
}

function lineWords({ kind }: SystemLine, isMe: boolean, name: string): string {
  if (kind === "waitsAgain" || kind === "reopened") {
    return words(`line_${kind}`);
  }
  return isMe ? words(`line_${kind}You`) : words(`line_${kind}`, { name });
}

function End({ session }: { session: ListedSession }) {
  const attendants = useDesk((desk) => desk.attendants);
  const { rating } = session;
  return (
    <div className={styles.end}>
      <p className={styles.line}>
        {endWords(session, attendants)}
        {session.closedAt !== null && (
          <time dateTime={new Date(session.closedAt).toISOString()} title={exact(session.closedAt)}>
            {clock(session.closedAt)}
          </time>
        )}
      </p>
      {session.closeNote && <p className={styles.remark}>{session.closeNote}</p>}
      {rating && (
        <p className={styles.line}>
          <span aria-hidden="true" className={styles.stars}>
            {"★".repeat(rating.score)}
            <span className={styles.noStars}>{"★".repeat(5 - rating.score)}</span>
          </span>
          <span className="visually-hidden">{words("rated", { score: rating.score })}</span>
        </p>
      )}
      {rating?.comment && <p className={styles.remark}>“{rating.comment}”</p>}
    </div>
  );
}
