import { type FormEvent, useState } from "react";
import { closeSession, escalate, release, transfer } from "../desk/acts.ts";
import type { DeskSession } from "../desk/desk.ts";
import { useDesk } from "../desk/store.ts";
import { type DeskPresence, isSame } from "../desk/wire.ts";
import { words as everywhere, LEVELS, levelName } from "../language/index.ts";
import { Avatar, Button, Dialog, TextAreaField } from "../ui/index.ts";
import styles from "./hand-over.module.css";
import { words } from "./words.ts";

export type HandOverKind = "transfer" | "escalate" | "release" | "close";

type Target = { attendantId: string | number } | { level: (typeof LEVELS)[number] };

/** To whom, and with which words: asks before a session goes to others, or ends. */
export function HandOver(props: { session: DeskSession; kind: HandOverKind; onDone(): void }) {
  const { session, kind, onDone } = props;
  const [note, setNote] = useState("");
  const [target, setTarget] = useState<Target | null>(null);
  const sessionId = String(session.sessionId);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const said = note.trim() || null;
    if (kind === "transfer") {
      if (target === null) {
        return;
      }
      transfer(sessionId, target, said);
    } else {
      const acts = { escalate, release, close: closeSession };
      acts[kind](sessionId, said);
    }
    onDone();
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onDone()}
      title={words(`${kind}Title`)}
      about={kind === "transfer" ? undefined : words(`${kind}About`)}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onDone}>{everywhere("cancel")}</Button>
          <Button look="solid" type="submit" disabled={kind === "transfer" && target === null}>
            {words(kind)}
          </Button>
        </>
      }
    >
      {kind === "transfer" && <Targets session={session} target={target} onChoose={setTarget} />}
      <TextAreaField
        label={words(kind === "close" ? "closeReason" : "remark")}
        rows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
    </Dialog>
  );
}

function Targets(props: {
  session: DeskSession;
  target: Target | null;
  onChoose(target: Target): void;
}) {
  const { session, target, onChoose } = props;
  const attendants = useDesk((desk) => desk.attendants);
  const [serving] = session.assignedAttendants;
  const others = Object.values(attendants)
    .filter(({ attendant, state }) => state !== "offline" && !isSame(attendant.id, serving))
    .sort(
      (one, other) => Number(isFree(other)) - Number(isFree(one)) || one.sessions - other.sessions,
    );
  return (
    <>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{words("toPerson")}</legend>
        {others.length === 0 && <p className={styles.none}>{words("toNobody")}</p>}
        {others.map((presence) => (
          <label key={String(presence.attendant.id)} className={styles.choice}>
            <input
              type="radio"
              name="target"
              disabled={!isFree(presence)}
              checked={
                target !== null &&
                "attendantId" in target &&
                isSame(target.attendantId, presence.attendant.id)
              }
              onChange={() => onChoose({ attendantId: presence.attendant.id })}
            />
            <Avatar
              name={presence.attendant.name ?? presence.attendant.email ?? null}
              url={presence.attendant.avatarURL}
              kind="attendant"
              state={presence.state}
            />
            <span className={styles.name}>
              {presence.attendant.name || presence.attendant.email || presence.attendant.id}
              {presence.attendant.type && (
                <span className={styles.level}>{levelName(presence.attendant.type)}</span>
              )}
            </span>
            <span className={styles.load}>{loadWords(presence)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{words("toLevel")}</legend>
        {LEVELS.map((level) => (
          <label key={level} className={styles.choice}>
            <input
              type="radio"
              name="target"
              checked={target !== null && "level" in target && target.level === level}
              onChange={() => onChoose({ level })}
            />
            <span className={styles.name}>{levelName(level)}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

/** Whether a session may be given to them now. */
function isFree({ state, sessions, limit }: DeskPresence): boolean {
  return state === "online" && (limit === 0 || sessions < limit);
}

function loadWords({ state, sessions, limit }: DeskPresence): string {
  if (state === "away") {
    return words("attendantAway");
  }
  if (limit > 0 && sessions >= limit) {
    return words("attendantFull");
  }
  return limit > 0
    ? words("attendantLoad", { sessions, limit })
    : words("attendantNoLimit", { sessions });
}
