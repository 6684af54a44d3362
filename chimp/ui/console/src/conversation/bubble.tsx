import type { MessageState } from "@chimp/client";
import { Check, CheckCheck, CircleAlert, Clock3, StickyNote } from "lucide-react";
import { discard, sayAgain } from "../desk/say.ts";
import { refusalWords } from "../desk/words.ts";
import { clock, exact } from "../language/index.ts";
import { Avatar, Button, classes } from "../ui/index.ts";
import styles from "./bubble.module.css";
import { showDraft } from "./composer-state.ts";
import { RichText } from "./rich-text.tsx";
import type { Bubble } from "./spoken.ts";
import { words } from "./words.ts";

/** What somebody said: customers on the one side, attendants on the other, notes on amber. */
export function BubbleItem({ bubble, sessionId }: { bubble: Bubble; sessionId: string }) {
  const { isMine, isCustomers, isFirst, isLast, from, at } = bubble;
  const isNote = bubble.kind === "note";
  const name = from?.name ?? "";
  const isNamed = isFirst && (!isMine || isNote || bubble.hasTime);
  return (
    <article
      className={classes(
        styles.item,
        isCustomers ? styles.start : styles.end,
        isFirst && styles.first,
        bubble.hasTime && styles.afterPause,
      )}
      data-message={bubble.id}
      data-state={bubble.state ?? undefined}
    >
      {!isMine && (
        <span className={styles.avatar}>
          {isLast && (
            <Avatar
              name={name}
              url={from?.avatarURL}
              kind={isCustomers ? "customer" : "attendant"}
            />
          )}
        </span>
      )}
      <div className={styles.column}>
        {isNamed && (
          <p className={styles.head}>
            {isNote && (
              <span className={styles.noteMark}>
                <StickyNote aria-hidden="true" />
                {words("note")}
              </span>
            )}
            <span className={styles.name}>{isMine ? words("you") : name}</span>
            {bubble.hasTime && <span className={styles.headTime}>{clock(at)}</span>}
          </p>
        )}
        {!isNamed && isFirst && <span className="visually-hidden">{words("you")}</span>}
        <div className={styles.row}>
          <div
            className={classes(
              styles.bubble,
              isNote
                ? styles.note
                : isMine
                  ? styles.mine
                  : isCustomers
                    ? styles.customers
                    : styles.colleagues,
              isLast && styles.last,
            )}
            dir="auto"
          >
            <RichText text={bubble.content} />
          </div>
          <span className={styles.meta}>
            <time className={styles.time} dateTime={new Date(at).toISOString()} title={exact(at)}>
              {clock(at)}
            </time>
            {bubble.state !== null && isMine && <Tick state={bubble.state} />}
          </span>
        </div>
        {bubble.state === "failed" && <Failed bubble={bubble} sessionId={sessionId} />}
      </div>
    </article>
  );
}

const TICKS: Record<MessageState, typeof Check> = {
  sending: Clock3,
  stored: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
};

function Tick({ state }: { state: MessageState }) {
  const Icon = TICKS[state];
  return (
    <span className={styles.tick} data-tick={state} title={words(state)}>
      <Icon role="img" aria-label={words(state)} />
    </span>
  );
}

function Failed({ bubble, sessionId }: { bubble: Bubble; sessionId: string }) {
  const outgoing = {
    kind: bubble.kind,
    id: bubble.id,
    sessionId,
    content: bubble.content,
    timestamp: bubble.at,
  };
  const { problem } = bubble;
  return (
    <p className={styles.failed} role="alert">
      <span>
        {problem === null
          ? words("failed")
          : words("failedBecause", { why: refusalWords(problem, problem) })}
      </span>
      <Button size="small" look="ghost" onClick={() => sayAgain(outgoing)}>
        {words("sendAgain")}
      </Button>
      <Button
        size="small"
        look="ghost"
        onClick={() => {
          showDraft(sessionId, bubble.kind === "note" ? "note" : "reply", bubble.content);
          discard(outgoing);
        }}
      >
        {words("edit")}
      </Button>
      <Button size="small" look="ghost" onClick={() => discard(outgoing)}>
        {words("discard")}
      </Button>
    </p>
  );
}
