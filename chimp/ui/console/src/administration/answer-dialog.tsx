import { type FormEvent, useRef, useState } from "react";
import { useSaveCannedAnswer } from "../api/canned-answers.ts";
import { wordsAt, wordsBeside } from "../api/problem.ts";
import { useDeskSettings } from "../api/settings.ts";
import type { CannedAnswer } from "../api/shapes.ts";
import { nameOf, useAccount } from "../app/account.ts";
import { words as everywhere } from "../language/index.ts";
import { Button, Callout, Dialog, TextAreaField, TextField } from "../ui/index.ts";
import styles from "./answer-dialog.module.css";
import { pieces, unknownVariables, VARIABLES, type Values, type Variable } from "./variables.ts";
import { words } from "./words.ts";

const SHORTCUT = /^[a-z0-9-]+$/;
const NAMES: Record<Variable, "varCustomerName" | "varCustomerEmail" | "varAttendant" | "varDesk"> =
  {
    "customer.name": "varCustomerName",
    "customer.email": "varCustomerEmail",
    "attendant.name": "varAttendant",
    "desk.name": "varDesk",
  };

export function AnswerDialog(props: { answer: CannedAnswer | null; onClose(): void }) {
  const save = useSaveCannedAnswer();
  const [shortcut, setShortcut] = useState(props.answer?.shortcut ?? "");
  const [title, setTitle] = useState(props.answer?.title ?? "");
  const [content, setContent] = useState(props.answer?.content ?? "");
  const [isTried, setTried] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const faults = {
    shortcut: SHORTCUT.test(shortcut) ? null : words("shortcutProblem"),
    title: title.trim() === "" ? words("needsTitle") : null,
    content: content.trim() === "" ? words("needsContent") : null,
  };
  const error = (field: keyof typeof faults) =>
    (isTried ? faults[field] : null) ??
    (save.error !== null && isConflict(save.error) && field === "shortcut"
      ? words("shortcutTaken")
      : wordsAt(save.error, field));
  const unknown = unknownVariables(content);
  const beside = isConflict(save.error)
    ? null
    : wordsBeside(save.error, ["shortcut", "title", "content"]);

  function insert(variable: Variable) {
    const field = area.current;
    const [start, end] = [field?.selectionStart ?? content.length, field?.selectionEnd ?? 0];
    const text = `{{${variable}}}`;
    setContent(content.slice(0, start) + text + content.slice(Math.max(start, end)));
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(start + text.length, start + text.length);
    });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== null)) return;
    const answer = { shortcut, title: title.trim(), content };
    save.mutate({ id: props.answer?.id ?? null, answer }, { onSuccess: props.onClose });
  }

  return (
    <Dialog
      isOpen
      onOpenChange={props.onClose}
      width="medium"
      title={words(props.answer === null ? "addAnswer" : "editAnswer")}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={props.onClose}>{everywhere("cancel")}</Button>
          <Button look="solid" type="submit" isBusy={save.isPending}>
            {everywhere("save")}
          </Button>
        </>
      }
    >
      {beside !== null && <Callout tone="danger">{beside}</Callout>}
      <div className={styles.head}>
        <TextField
          label={words("shortcut")}
          hint={words("shortcutHint")}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          value={shortcut}
          error={error("shortcut")}
          onChange={(event) => setShortcut(event.currentTarget.value.toLowerCase())}
        />
        <TextField
          label={words("title")}
          autoComplete="off"
          value={title}
          error={error("title")}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      </div>
      <TextAreaField
        ref={area}
        label={words("content")}
        rows={5}
        value={content}
        error={error("content")}
        onChange={(event) => setContent(event.currentTarget.value)}
      />
      <fieldset className={styles.variables}>
        <legend className="visually-hidden">{words("variables")}</legend>
        {VARIABLES.map((variable) => (
          <Button key={variable} size="small" look="soft" onClick={() => insert(variable)}>
            {words(NAMES[variable])}
          </Button>
        ))}
      </fieldset>
      {unknown.length > 0 && (
        <Callout tone="warning">
          {words("unknownVariables", { names: unknown.join(", "), count: unknown.length })}
        </Callout>
      )}
      <Preview content={content} />
    </Dialog>
  );
}

function isConflict(error: unknown): boolean {
  return typeof error === "object" && error !== null && "status" in error && error.status === 409;
}

/** As a customer called Ann would read it. */
function Preview({ content }: { content: string }) {
  const account = useAccount();
  const desk = useDeskSettings();
  const values: Values = {
    "customer.name": words("sampleName"),
    "customer.email": "ann@example.com",
    "attendant.name": nameOf(account),
    "desk.name": desk.data?.name ?? "Chimp",
  };
  const found = pieces(content, values);
  return (
    <section className={styles.preview} aria-label={words("preview")}>
      <p className={styles.previewTitle}>{words("answerPreview")}</p>
      <p className={styles.bubble} data-empty={content.trim() === "" || undefined}>
        {found.map((piece, index) => {
          const key = index;
          if (piece.kind !== "variable") return <span key={key}>{piece.text}</span>;
          return (
            <mark key={key} className={styles.filled}>
              {piece.text}
            </mark>
          );
        })}
        {content.trim() === "" && words("answerPreviewEmpty")}
      </p>
    </section>
  );
}
