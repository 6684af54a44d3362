import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useAccount } from "../app/account.ts";
import { request } from "../app/http.ts";
import type { DeskSession } from "../desk/desk.ts";
import { classes } from "../ui/index.ts";
import { type CannedAnswer, commandAt, filledIn, matching } from "./canned.ts";
import styles from "./canned-menu.module.css";
import { words } from "./words.ts";

const MOST = 8;

/** The canned answers there are; asked for again after a while. */
export function useCannedAnswers(isWanted = true): readonly CannedAnswer[] {
  const { data } = useQuery({
    queryKey: ["canned-answers"],
    enabled: isWanted,
    queryFn: ({ signal }) => request<CannedAnswer[]>("GET", "/canned-answers", undefined, signal),
  });
  return data ?? [];
}

function useDeskName(isWanted: boolean): string | null {
  const { data } = useQuery({
    queryKey: ["settings", "desk"],
    enabled: isWanted,
    queryFn: ({ signal }) => request<{ name: string }>("GET", "/settings/desk", undefined, signal),
  });
  return data?.name ?? null;
}

/** The text of an answer, as it is said in this session. */
export function useFilling(session: DeskSession | null, isWanted = true) {
  const account = useAccount();
  const deskName = useDeskName(isWanted);
  return (answer: CannedAnswer) =>
    filledIn(answer.content, {
      customer: session?.customer ?? {},
      attendant: account,
      desk: { name: deskName },
    });
}

export interface CannedMenu {
  isOpen: boolean;
  answers: readonly CannedAnswer[];
  hasAny: boolean;
  active: number;
  activeId(listId: string): string | undefined;
  choose(answer: CannedAnswer): void;
  setActive(index: number): void;
  close(): void;
  /** Returns whether the key was for the menu. */
  pressed(event: KeyboardEvent): boolean;
}

/** What opens when a word begins with a slash. */
export function useCannedMenu(props: {
  session: DeskSession;
  text: string;
  caret: number;
  isOn: boolean;
  insert(said: string, from: number, to: number): void;
}): CannedMenu {
  const { text, caret, insert } = props;
  const command = props.isOn ? commandAt(text, caret) : null;
  const isAsked = command !== null;
  const all = useCannedAnswers(isAsked);
  const fill = useFilling(props.session, isAsked);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [chosen, setChosen] = useState({ word: "", index: 0 });
  const word = command?.word ?? "";
  const answers = useMemo(() => matching(all, word).slice(0, MOST), [all, word]);
  const isOpen = isAsked && dismissed !== command.from && (answers.length > 0 || word === "");
  const active = chosen.word === word ? Math.min(chosen.index, answers.length - 1) : 0;
  const setActive = (index: number) => setChosen({ word, index });

  function choose(answer: CannedAnswer) {
    if (command !== null) {
      insert(fill(answer), command.from, caret);
    }
  }

  function pressed(event: KeyboardEvent): boolean {
    if (!isOpen) {
      return false;
    }
    const answer = answers[active];
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && answers.length > 0) {
      setActive((active + step + answers.length) % answers.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && answer && !event.shiftKey) {
      choose(answer);
    } else if (event.key === "Escape") {
      setDismissed(command?.from ?? null);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  return {
    isOpen,
    answers,
    hasAny: all.length > 0,
    active,
    activeId: (listId) => (answers[active] ? `${listId}-${active}` : undefined),
    choose,
    setActive,
    close: () => setDismissed(command?.from ?? null),
    pressed,
  };
}

export function CannedList({ id, menu }: { id: string; menu: CannedMenu }) {
  return (
    <div className={styles.list} id={id} role="listbox" aria-label={words("cannedAnswers")}>
      {menu.answers.length === 0 && (
        <p className={styles.none}>{words(menu.hasAny ? "cannedEmpty" : "cannedNone")}</p>
      )}
      {menu.answers.map((answer, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text, as in a combobox
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are pressed in the text
        <div
          key={answer.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === menu.active}
          className={classes(styles.option, index === menu.active && styles.active)}
          onPointerMove={() => menu.setActive(index)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => menu.choose(answer)}
        >
          <span className={styles.shortcut}>/{answer.shortcut}</span>
          <span className={styles.title}>{answer.title}</span>
          <span className={styles.content}>{answer.content}</span>
        </div>
      ))}
    </div>
  );
}
