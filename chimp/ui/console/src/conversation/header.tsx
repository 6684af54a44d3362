import {
  ArrowLeft,
  ArrowUpRight,
  BadgeCheck,
  Check,
  DoorOpen,
  Ellipsis,
  ListRestart,
  LogOut,
  PanelRight,
  Shuffle,
} from "lucide-react";
import { useLocation } from "wouter";
import { customerPath, INBOX } from "../app/paths.ts";
import { ONE_PANE, useMedia, WIDE } from "../app/use-media.ts";
import { join, leave, take } from "../desk/acts.ts";
import type { DeskSession } from "../desk/desk.ts";
import { words as everywhere } from "../language/index.ts";
import { customerName } from "../queue/names.ts";
import { words as queue } from "../queue/words.ts";
import {
  Avatar,
  Badge,
  Button,
  IconButton,
  later,
  Menu,
  MenuItem,
  MenuLine,
  useLater,
} from "../ui/index.ts";
import type { HandOverKind } from "./hand-over.tsx";
import { useHandOver } from "./hand-over-state.ts";
import styles from "./header.module.css";
import { useOwnPart } from "./own-part.ts";
import { SessionState } from "./session-state.tsx";
import { words } from "./words.ts";

const handOver = later(() => import("./hand-over.tsx"));

/** Who it is, how it stands, and what can be done. */
export function Header({ session }: { session: DeskSession }) {
  const [, navigate] = useLocation();
  const isWide = useMedia(WIDE);
  const isOnePane = useMedia(ONE_PANE);
  const name = customerName(session.customer);
  const Title = isOnePane ? "h1" : "h2";
  const isClosed = session.status === "aborted";
  const isOnline = session.customerOnline === true;
  const { kind, open } = useHandOver();
  const asking = useLater(handOver, kind !== null, () => open(null));
  const sessionId = String(session.sessionId);
  return (
    <header className={styles.header}>
      {isOnePane && (
        <IconButton label={everywhere("back")} onClick={() => navigate(INBOX)}>
          <ArrowLeft />
        </IconButton>
      )}
      <Avatar
        name={session.customer.name}
        url={session.customer.avatarURL}
        size={36}
        state={isClosed ? undefined : isOnline ? "online" : "offline"}
      />
      <div className={styles.who}>
        <Title className={styles.name}>
          <span className={styles.nameText}>{name}</span>
          {session.customer.verified === true && (
            <BadgeCheck className={styles.verified} role="img" aria-label={queue("verified")} />
          )}
          {isClosed && <Badge>{words("closed")}</Badge>}
        </Title>
        <SessionState session={session} />
      </div>
      <Actions session={session} onHandOver={open} isOnePane={isOnePane} />
      {!isWide && (
        <IconButton
          label={words("showCustomer")}
          onClick={() => navigate(customerPath(session.sessionId))}
        >
          <PanelRight />
        </IconButton>
      )}
      {kind !== null && asking !== null && (
        <asking.HandOver
          key={sessionId + kind}
          session={session}
          kind={kind}
          onDone={() => open(null)}
        />
      )}
    </header>
  );
}

function Actions(props: {
  session: DeskSession;
  isOnePane: boolean;
  onHandOver(kind: HandOverKind): void;
}) {
  const { session, onHandOver, isOnePane } = props;
  const sessionId = String(session.sessionId);
  const part = useOwnPart(session);
  const hasMenu = part.mayHandOn || part.canJoin || part.hasJoined || part.mayClose;
  if (session.status === "aborted") {
    return null;
  }
  return (
    <div className={styles.actions}>
      {part.canTake && !isOnePane && (
        <Button look="solid" onClick={() => take(sessionId)}>
          {words("take")}
        </Button>
      )}
      {part.canJoin && !isOnePane && (
        <Button icon={<DoorOpen />} onClick={() => join(sessionId)}>
          {words("join")}
        </Button>
      )}
      {part.mayHandOn && !isOnePane && (
        <IconButton label={words("transfer")} shortcut="t" onClick={() => onHandOver("transfer")}>
          <Shuffle />
        </IconButton>
      )}
      {part.mayClose && part.serves && !isOnePane && (
        <Button icon={<Check />} onClick={() => onHandOver("close")}>
          {words("close")}
        </Button>
      )}
      {hasMenu && (
        <Menu
          trigger={
            <Button look="ghost" aria-label={words("actions")} className={styles.more}>
              <Ellipsis />
            </Button>
          }
        >
          {part.canJoin && isOnePane && (
            <MenuItem icon={<DoorOpen />} onSelect={() => join(sessionId)}>
              {words("join")}
            </MenuItem>
          )}
          {part.hasJoined && (
            <MenuItem icon={<LogOut />} onSelect={() => leave(sessionId)}>
              {words("leave")}
            </MenuItem>
          )}
          {part.mayHandOn && (
            <>
              <MenuItem icon={<Shuffle />} shortcut="t" onSelect={() => onHandOver("transfer")}>
                {words("transfer")}
              </MenuItem>
              <MenuItem icon={<ArrowUpRight />} onSelect={() => onHandOver("escalate")}>
                {words("escalate")}
              </MenuItem>
              <MenuItem icon={<ListRestart />} onSelect={() => onHandOver("release")}>
                {words("release")}
              </MenuItem>
            </>
          )}
          {part.mayClose && (
            <>
              <MenuLine />
              <MenuItem icon={<Check />} shortcut="e" onSelect={() => onHandOver("close")}>
                {words("close")}
              </MenuItem>
            </>
          )}
        </Menu>
      )}
    </div>
  );
}
