import { BadgeCheck, Mail, PencilLine } from "lucide-react";
import { memo } from "react";
import { Link } from "wouter";
import { sessionPath } from "../app/paths.ts";
import { hasDraft } from "../conversation/drafts.ts";
import type { DeskSession } from "../desk/desk.ts";
import { type Group, isOfferedToMe, lastHeard } from "../desk/order.ts";
import { attendantName, useDesk } from "../desk/store.ts";
import { isSame } from "../desk/wire.ts";
import { ago, duration, exact, levelName } from "../language/index.ts";
import { Avatar, Badge, classes } from "../ui/index.ts";
import { customerName } from "./names.ts";
import styles from "./session-row.module.css";
import { words } from "./words.ts";

interface Props {
  session: DeskSession;
  group: Group;
  isSelected: boolean;
  now: number;
}

/** One session in the list: who, how long, what was said last, and what is new. */
export const SessionRow = memo(function SessionRow({ session, group, isSelected, now }: Props) {
  const isOffered = useDesk((desk) => isOfferedToMe(desk, session));
  const name = customerName(session.customer);
  const isClosed = group === "closed";
  const isOnline = session.customerOnline === true;
  const at = isClosed ? (session.closedAt ?? lastHeard(session)) : lastHeard(session);
  return (
    <Link
      to={sessionPath(session.sessionId)}
      className={classes(styles.row, isSelected && styles.selected, isOffered && styles.offered)}
      aria-current={isSelected ? "true" : undefined}
      data-session={session.sessionId}
    >
      <Avatar
        name={session.customer.name}
        url={session.customer.avatarURL}
        size={36}
        state={isClosed ? undefined : isOnline ? "online" : "offline"}
      />
      <span className={styles.text}>
        <span className={styles.first}>
          <span className={classes(styles.name, session.unread > 0 && styles.strong)}>{name}</span>
          {session.customer.verified === true && (
            <BadgeCheck className={styles.verified} role="img" aria-label={words("verified")} />
          )}
          {!isClosed && (
            <span className="visually-hidden">
              {words(isOnline ? "customerOnline" : "customerOffline")}
            </span>
          )}
          <time className={styles.time} dateTime={new Date(at).toISOString()} title={exact(at)}>
            {group === "waiting" ? duration(Math.max(0, now - session.waitingSince)) : ago(at, now)}
          </time>
        </span>
        <span className={styles.second}>
          <LastLine session={session} />
          <Marks session={session} group={group} isOffered={isOffered} />
          {session.unread > 0 && (
            <Badge tone="solid" className={styles.unread}>
              <span aria-hidden="true">{session.unread > 99 ? "99+" : session.unread}</span>
              <span className="visually-hidden">{words("unread", { count: session.unread })}</span>
            </Badge>
          )}
        </span>
      </span>
    </Link>
  );
});

function LastLine({ session }: { session: DeskSession }) {
  const me = useDesk((desk) => desk.me);
  if (session.writing !== null) {
    return <span className={classes(styles.last, styles.writing)}>{words("isWriting")}</span>;
  }
  if (hasDraft(String(me), String(session.sessionId))) {
    return (
      <span className={classes(styles.last, styles.draft)}>
        <PencilLine aria-hidden="true" />
        {hasDraft(String(me), String(session.sessionId))}
      </span>
    );
  }
  const { lastMessage } = session;
  if (!lastMessage) {
    return <span className={styles.last}>{words("noMessage")}</span>;
  }
  const { from } = lastMessage;
  const isAttendant = from.kind === "attendant";
  const author = isAttendant ? (isSame(from.id, me) ? words("you") : from.name) : null;
  return (
    <span className={styles.last}>
      {author && <span className={styles.author}>{author}: </span>}
      {lastMessage.content}
    </span>
  );
}

/** What there is to know besides: who serves it, to whom it is offered, what it waits for. */
function Marks(props: { session: DeskSession; group: Group; isOffered: boolean }) {
  const { session, group } = props;
  const attendants = useDesk((desk) => desk.attendants);
  const asked = session.offeredTo === null ? null : attendantName(attendants, session.offeredTo);
  const serving = group === "others" ? session.assignedAttendants[0] : undefined;
  return (
    <>
      {props.isOffered && <Badge tone="warning">{words("offeredToYou")}</Badge>}
      {asked !== null && !props.isOffered && (
        <Who name={asked} text={words("offeredTo", { name: asked })} />
      )}
      {session.leftMessage === true && (
        <span className={styles.mark} title={words("leftMessage")}>
          <Mail role="img" aria-label={words("leftMessage")} />
        </span>
      )}
      {group === "waiting" && session.type !== "support/firstLevel" && (
        <Badge>{levelName(session.type)}</Badge>
      )}
      {serving !== undefined && (
        <Who
          name={attendantName(attendants, serving)}
          url={attendants[String(serving)]?.attendant.avatarURL}
          text={words("servedBy", { name: attendantName(attendants, serving) })}
        />
      )}
    </>
  );
}

function Who(props: { name: string; url?: string | null | undefined; text: string }) {
  return (
    <span className={styles.mark} title={props.text}>
      <Avatar name={props.name} url={props.url} size={20} kind="attendant" />
      <span className="visually-hidden">{props.text}</span>
    </span>
  );
}
