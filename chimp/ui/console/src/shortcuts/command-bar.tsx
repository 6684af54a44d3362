import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { navigate } from "wouter/use-hash-location";
import { sessionPath } from "../app/paths.ts";
import { switchLanguage } from "../app/switch-language.ts";
import { chooseTheme } from "../app/theme.ts";
import { useCannedAnswers, useFilling } from "../conversation/canned-menu.tsx";
import { showDraft } from "../conversation/composer-state.ts";
import { useDesk } from "../desk/store.ts";
import { LANGUAGES, type Language } from "../language/index.ts";
import { customerName } from "../queue/names.ts";
import { rowsOf } from "../queue/rows.ts";
import { classes, Kbd } from "../ui/index.ts";
import { isPossible, openSession, runAction } from "./actions.ts";
import styles from "./command-bar.module.css";
import { type Command, found } from "./commands.ts";
import { type ActionId, isMac, SHORTCUTS, written } from "./keys.ts";
import { words } from "./words.ts";

const GROUPS = {
  sessions: "groupSessions",
  actions: "groupActions",
  answers: "groupAnswers",
  settings: "groupSettings",
} as const;

/** One field for everything: sessions, what can be done, canned answers, settings. */
export default function CommandBar({ onDone }: { onDone(): void }) {
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const commands = useCommands();
  const shown = useMemo(() => found(commands, text), [commands, text]);
  const at = Math.min(active, shown.length - 1);

  function run(command: Command | undefined) {
    if (command !== undefined) {
      onDone();
      // After the focus has gone back to where it was, so that it can go on from there.
      setTimeout(() => command.run());
    }
  }

  function pressed(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && shown.length > 0) {
      event.preventDefault();
      const next = (at + step + shown.length) % shown.length;
      setActive(next);
      list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(shown[at]);
    }
  }

  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onDone()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content className={styles.bar} aria-describedby={undefined}>
          <Radix.Title className="visually-hidden">{words("commandBar")}</Radix.Title>
          <input
            className={styles.input}
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
            aria-label={words("placeholder")}
            placeholder={words("placeholder")}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setActive(0);
            }}
            onKeyDown={pressed}
          />
          <div
            ref={list}
            id={id}
            role="listbox"
            aria-label={words("commandBar")}
            className={styles.list}
          >
            {shown.length === 0 && <p className={styles.empty}>{words("empty")}</p>}
            {shown.map((command, index) => (
              <Option
                key={command.key}
                id={`${id}-${index}`}
                index={index}
                command={command}
                isFirst={shown[index - 1]?.group !== command.group}
                isActive={index === at}
                onPoint={() => setActive(index)}
                onRun={() => run(command)}
              />
            ))}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Option(props: {
  id: string;
  index: number;
  command: Command;
  isFirst: boolean;
  isActive: boolean;
  onPoint(): void;
  onRun(): void;
}) {
  const { command } = props;
  return (
    <>
      {props.isFirst && (
        <div className={styles.group} role="presentation">
          {words(GROUPS[command.group])}
        </div>
      )}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are pressed in the field */}
      <div
        id={props.id}
        role="option"
        data-index={props.index}
        aria-selected={props.isActive}
        className={classes(styles.option, props.isActive && styles.active)}
        onPointerMove={props.onPoint}
        onClick={props.onRun}
      >
        <span className={styles.title}>{command.title}</span>
        {command.about && <span className={styles.about}>{command.about}</span>}
        {command.keys && <Kbd keys={command.keys} />}
      </div>
    </>
  );
}

const NOT_LISTED: readonly ActionId[] = ["commands", "next", "previous"];

/** Everything there is now, in the order of its groups. */
function useCommands(): Command[] {
  const sessions = useDesk((desk) => desk.sessions);
  const me = useDesk((desk) => desk.me);
  const answers = useCannedAnswers();
  const open = openSession();
  const session = open === null ? null : (sessions[open] ?? null);
  const fill = useFilling(session);
  const mac = isMac();
  return [
    ...rowsOf({ sessions, me }, "all", "").flatMap((row): Command[] => {
      if (row.kind === "group") {
        return [];
      }
      const { sessionId, customer, lastMessage } = row.session;
      return [
        {
          key: `session ${sessionId}`,
          group: "sessions",
          title: customerName(customer),
          about: lastMessage?.content ?? "",
          run: () => navigate(sessionPath(sessionId)),
        },
      ];
    }),
    ...unique(SHORTCUTS.map((shortcut) => shortcut.id))
      .filter((id) => !NOT_LISTED.includes(id) && isPossible(id))
      .map((id): Command => {
        const keys = SHORTCUTS.find((shortcut) => shortcut.id === id)?.keys ?? "";
        return {
          key: `action ${id}`,
          group: "actions",
          title: words(`action_${id}`),
          keys: written(keys, mac),
          run: () => runAction(id),
        };
      }),
    ...(session === null || open === null ? [] : answers).map(
      (answer): Command => ({
        key: `answer ${answer.id}`,
        group: "answers",
        title: `/${answer.shortcut}`,
        about: answer.title,
        run: () => showDraft(open ?? "", "reply", fill(answer)),
      }),
    ),
    ...(["light", "dark", "auto"] as const).map(
      (theme): Command => ({
        key: `theme ${theme}`,
        group: "settings",
        title: words(`theme_${theme}`),
        run: () => chooseTheme(theme),
      }),
    ),
    ...Object.entries(LANGUAGES).map(
      ([language, name]): Command => ({
        key: `language ${language}`,
        group: "settings",
        title: words("language", { language: name }),
        run: () => switchLanguage(language as Language),
      }),
    ),
  ];
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
