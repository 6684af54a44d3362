import { MessageSquareText, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useCannedAnswers, useDeleteCannedAnswer } from "../api/canned-answers.ts";
import { wordsOf } from "../api/problem.ts";
import type { CannedAnswer } from "../api/shapes.ts";
import { words as everywhere } from "../language/index.ts";
import {
  Button,
  ConfirmDialog,
  EmptyState,
  IconButton,
  Kbd,
  Page,
  showToast,
  Table,
} from "../ui/index.ts";
import styles from "./administration.module.css";
import { AnswerDialog } from "./answer-dialog.tsx";
import { Load } from "./load.tsx";
import { words } from "./words.ts";

type Open =
  | { what: "edit"; answer: CannedAnswer | null }
  | { what: "delete"; answer: CannedAnswer };

export function CannedAnswers() {
  const answers = useCannedAnswers();
  const remove = useDeleteCannedAnswer();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const add = (
    <Button
      look="solid"
      icon={<Plus aria-hidden="true" />}
      onClick={() => setOpen({ what: "edit", answer: null })}
    >
      {words("addAnswer")}
    </Button>
  );
  const hasSome = answers.data !== undefined && answers.data.length > 0;
  return (
    <Page
      title={words("answers")}
      about={
        <>
          {words("answersAboutBefore")} <Kbd keys="/" /> {words("answersAboutAfter")}
        </>
      }
      width="wide"
      actions={hasSome && add}
    >
      <Load query={answers}>
        {(rows) => (
          <Table
            label={words("answers")}
            rows={rows}
            rowKey={(answer) => String(answer.id)}
            empty={
              <EmptyState icon={<MessageSquareText />} title={words("noAnswers")} action={add}>
                {words("noAnswersAbout")}
              </EmptyState>
            }
            columns={[
              {
                key: "shortcut",
                title: words("shortcut"),
                cell: (answer) => <span className={styles.mono}>/{answer.shortcut}</span>,
              },
              {
                key: "title",
                title: words("title"),
                cell: (answer) => <strong className={styles.whoName}>{answer.title}</strong>,
              },
              {
                key: "content",
                title: words("content"),
                cell: (answer) => <span className={styles.clamp}>{answer.content}</span>,
              },
              {
                key: "actions",
                title: words("actions"),
                isTitleHidden: true,
                align: "end",
                cell: (answer) => (
                  <span className={styles.rowTools}>
                    <IconButton
                      label={words("editOf", { name: answer.title })}
                      onClick={() => setOpen({ what: "edit", answer })}
                    >
                      <Pencil />
                    </IconButton>
                    <IconButton
                      label={words("deleteOf", { name: answer.title })}
                      onClick={() => setOpen({ what: "delete", answer })}
                    >
                      <Trash2 />
                    </IconButton>
                  </span>
                ),
              },
            ]}
          />
        )}
      </Load>
      {open?.what === "edit" && <AnswerDialog answer={open.answer} onClose={close} />}
      {open?.what === "delete" && (
        <ConfirmDialog
          isOpen
          onOpenChange={close}
          title={words("deleteAnswerTitle", { title: open.answer.title })}
          about={words("deleteAnswerAbout")}
          action={everywhere("delete")}
          onConfirm={async () => {
            try {
              await remove.mutateAsync(open.answer.id);
            } catch (error) {
              showToast({ tone: "danger", text: wordsOf(error) });
            }
          }}
        />
      )}
    </Page>
  );
}
