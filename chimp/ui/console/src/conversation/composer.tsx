import { SendHorizontal, StickyNote } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { ONE_PANE, useMedia } from "../app/use-media.ts";
import { join, take } from "../desk/acts.ts";
import type { DeskSession } from "../desk/desk.ts";
import { useLine } from "../desk/line.ts";
import { say, writeNote } from "../desk/say.ts";
import { attendantName, useDesk } from "../desk/store.ts";
import { customerName } from "../queue/names.ts";
import { Button, classes, IconButton } from "../ui/index.ts";
import { CannedList, useCannedMenu } from "./canned-menu.tsx";
import styles from "./composer.module.css";
import { useDraft } from "./composer-state.ts";
import type { Mode } from "./drafts.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { useOwnPart } from "./own-part.ts";
import { useTyping } from "./use-typing.ts";
import { words } from "./words.ts";

const MOST_LINES = 8;

/** Where one writes: to the customer, or a note to the other attendants. */
export function Composer({ session }: { session: DeskSession }) {
  const sessionId = String(session.sessionId);
  const part = useOwnPart(session);
  const [draft, change] = useDraft(sessionId);
  const mode: Mode = part.canAnswer ? draft.mode : "note";
  const text = draft[mode];
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const excessId = useId();
  const excess = excessOf(
    text,
    useLine((line) => line.maxMessageLength),
  );
  const typing = useTyping(sessionId, part.canAnswer && mode === "reply");
  const [caret, setCaret] = useState(text.length);
  useGrowing(area, text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is found there goes on at its end
  useEffect(() => {
    area.current?.setSelectionRange(text.length, text.length);
    setCaret(text.length);
  }, [sessionId]);

  function write(next: string, at: number = next.length) {
    change({ [mode]: next });
    setCaret(at);
    typing.wrote(next);
  }

  function insert(said: string, from: number, to: number) {
    const next = text.slice(0, from) + said + text.slice(to);
    write(next, from + said.length);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + said.length, from + said.length);
    });
  }

  const canned = useCannedMenu({ session, text, caret, isOn: mode === "reply", insert });

  function send() {
    const said = text.trim();
    if (said === "" || excess > 0) {
      return;
    }
    if (mode === "note") {
      writeNote(sessionId, said);
    } else {
      say(sessionId, said);
    }
    typing.sent();
    change({ [mode]: "" });
    setCaret(0);
    area.current?.focus();
  }

  function pressed(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing || canned.pressed(event)) {
      return;
    }
    const isPhone = matchMedia("(pointer: coarse)").matches;
    const sends = event.ctrlKey || event.metaKey || (!event.shiftKey && !event.altKey && !isPhone);
    if (event.key === "Enter" && sends) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      event.currentTarget.blur();
    }
  }

  const name = customerName(session.customer);
  const isNote = mode === "note";
  return (
    <div className={classes(styles.composer, isNote && styles.isNote)}>
      <Explanation
        session={session}
        canAnswer={part.canAnswer}
        canJoin={part.canJoin}
        canTake={part.canTake}
      />
      {excess > 0 && (
        <p className={styles.excess} id={excessId} role="alert">
          {words("tooLong", { count: excess })}
        </p>
      )}
      <div className={styles.box}>
        {canned.isOpen && <CannedList id={listId} menu={canned} />}
        <textarea
          ref={area}
          rows={1}
          data-composer
          className={styles.text}
          value={text}
          placeholder={isNote ? words("notePlaceholder") : words("answerPlaceholder", { name })}
          aria-label={isNote ? words("noteFor") : words("answerPlaceholder", { name })}
          aria-autocomplete={canned.isOpen ? "list" : undefined}
          aria-controls={canned.isOpen ? listId : undefined}
          aria-invalid={excess > 0 || undefined}
          aria-describedby={excess > 0 ? excessId : undefined}
          aria-activedescendant={canned.isOpen ? canned.activeId(listId) : undefined}
          dir="auto"
          enterKeyHint="send"
          onChange={(event) => write(event.currentTarget.value, event.currentTarget.selectionStart)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={pressed}
          onBlur={canned.close}
        />
        <div className={styles.tools}>
          {part.canAnswer && (
            <Modes
              mode={mode}
              onChange={(next) => change({ mode: next })}
              after={() => area.current?.focus()}
            />
          )}
          <EmojiButton onEmoji={(emoji) => insert(emoji, caret, caret)} />
          {part.canAnswer && !isNote && (
            <IconButton
              label={words("cannedAnswers")}
              shortcut="/"
              side="top"
              onClick={() => {
                const before = text.slice(0, caret);
                insert(before === "" || /\s$/.test(before) ? "/" : " /", caret, caret);
              }}
            >
              <span aria-hidden="true" className={styles.slash}>
                /
              </span>
            </IconButton>
          )}
          <span className={styles.space} />
          <Button
            look={isNote ? "outline" : "solid"}
            icon={isNote ? <StickyNote /> : <SendHorizontal />}
            disabled={text.trim() === "" || excess > 0}
            onClick={send}
            aria-keyshortcuts="Enter"
          >
            {words(isNote ? "sendNote" : "send")}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Modes(props: { mode: Mode; onChange(mode: Mode): void; after(): void }) {
  return (
    <fieldset className={styles.modes} aria-label={words("modes")}>
      {(["reply", "note"] as const).map((mode) => (
        <button
          key={mode}
          type="button"
          className={styles.mode}
          aria-pressed={props.mode === mode}
          data-mode={mode}
          onClick={() => {
            props.onChange(mode);
            props.after();
          }}
        >
          {words(mode)}
        </button>
      ))}
    </fieldset>
  );
}

/** Why one cannot answer, and what to do about it. */
function Explanation(props: {
  session: DeskSession;
  canAnswer: boolean;
  canJoin: boolean;
  canTake: boolean;
}) {
  const { session } = props;
  const attendants = useDesk((desk) => desk.attendants);
  // Where there is one pane, the header has no room for it.
  const look = useMedia(ONE_PANE) ? "solid" : "outline";
  if (props.canAnswer) {
    return null;
  }
  const sessionId = String(session.sessionId);
  const name = attendantName(attendants, session.assignedAttendants[0]);
  if (session.status === "aborted") {
    return <p className={styles.why}>{words("closedHere")}</p>;
  }
  if (session.status === "online") {
    return (
      <p className={styles.why}>
        {words(props.canJoin ? "joinToAnswer" : "otherServes", { name })}{" "}
        {props.canJoin && (
          <Button size="small" look={look} onClick={() => join(sessionId)}>
            {words("join")}
          </Button>
        )}
      </p>
    );
  }
  return (
    <p className={styles.why}>
      {words("takeToAnswer")}{" "}
      {props.canTake && (
        <Button size="small" look={look} onClick={() => take(sessionId)}>
          {words("take")}
        </Button>
      )}
    </p>
  );
}

/** How many characters the server would not take: of what is far too long it would not read any. */
function excessOf(text: string, most: number): number {
  return text.length <= most ? 0 : Math.max(0, Array.from(text).length - most);
}

/** As high as what stands in it, up to eight lines. */
function useGrowing(area: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text needs another height
  useLayoutEffect(() => {
    const element = area.current;
    if (element !== null) {
      const line = Number.parseFloat(getComputedStyle(element).lineHeight) || 20;
      element.style.height = "auto";
      element.style.height = `${Math.min(element.scrollHeight, line * MOST_LINES + 16)}px`;
    }
  }, [area, text]);
}
