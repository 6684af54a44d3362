import { Check, ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useLocation } from "wouter";
import { Load } from "../administration/load.tsx";
import { wordsOf } from "../api/problem.ts";
import { useDeskSettings, useSaveDeskSettings } from "../api/settings.ts";
import type { DeskSettings } from "../api/shapes.ts";
import { useAccount } from "../app/account.ts";
import { Button, EmptyState, Page, showToast } from "../ui/index.ts";
import { DeskStep } from "./desk-step.tsx";
import { LineStep } from "./line-step.tsx";
import { MeStep } from "./me-step.tsx";
import styles from "./setup.module.css";
import { skip } from "./skipped.ts";
import { words } from "./words.ts";

type Step = "desk" | "me" | "line";
const STEPS: readonly Step[] = ["desk", "me", "line"];

/** The first steps of an administrator: they can be skipped, and found again. */
export function Setup() {
  const account = useAccount();
  const desk = useDeskSettings();
  if (!account.isAdministrator) {
    return <EmptyState title={words("notYours")} />;
  }
  return (
    <Page title={words("welcome")} about={words("welcomeAbout")}>
      <Load query={desk}>{(settings) => <Steps desk={settings} />}</Load>
    </Page>
  );
}

function Steps({ desk }: { desk: DeskSettings }) {
  const account = useAccount();
  const save = useSaveDeskSettings();
  const [, navigate] = useLocation();
  const isNew = account.mustChangePassword === true;
  const [done, setDone] = useState<readonly Step[]>(() =>
    STEPS.filter((step) => (step === "me" ? !isNew : step === "desk" && desk.isSetUp)),
  );
  const [open, setOpen] = useState<Step>(
    () => STEPS.find((step) => !done.includes(step)) ?? "line",
  );

  function finish(step: Step) {
    const now = [...new Set([...done, step])];
    setDone(now);
    setOpen(STEPS.find((each) => !now.includes(each)) ?? "line");
  }

  async function end() {
    try {
      if (!desk.isSetUp) await save.mutateAsync({ ...desk, isSetUp: true });
      skip(account.id);
      navigate("~/");
    } catch (error) {
      showToast({ tone: "danger", text: wordsOf(error) });
    }
  }

  const shared = { open, done, onOpen: setOpen };
  return (
    <>
      <ol className={styles.steps}>
        <StepCard step="desk" number={1} title={words("deskStep")} told={desk.name} {...shared}>
          <DeskStep desk={desk} onDone={() => finish("desk")} />
        </StepCard>
        <StepCard
          step="me"
          number={2}
          title={words("meStep")}
          told={account.name ?? account.email ?? ""}
          {...shared}
        >
          <MeStep onDone={() => finish("me")} />
        </StepCard>
        <StepCard step="line" number={3} title={words("lineStep")} told="" {...shared}>
          <LineStep />
        </StepCard>
      </ol>
      <div className={styles.end}>
        <Button
          look="ghost"
          onClick={() => {
            skip(account.id);
            navigate("~/");
          }}
        >
          {words("skip")}
        </Button>
        <Button
          look={open === "line" ? "solid" : "outline"}
          isBusy={save.isPending}
          disabled={isNew}
          onClick={() => void end()}
        >
          {words("finish")}
        </Button>
      </div>
      <p className={styles.again}>{words("foundAgain")}</p>
    </>
  );
}

function StepCard(props: {
  step: Step;
  number: number;
  title: string;
  /** What was chosen, shown beside the title once it is done. */
  told: string;
  open: Step;
  done: readonly Step[];
  onOpen(step: Step): void;
  children: ReactNode;
}) {
  const id = useId();
  const isOpen = props.open === props.step;
  const isDone = props.done.includes(props.step);
  return (
    <li className={styles.step} data-open={isOpen || undefined}>
      <h2 className={styles.heading}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => props.onOpen(props.step)}
        >
          <span className={styles.number} data-done={isDone || undefined}>
            {isDone ? <Check aria-label={words("stepDone")} /> : props.number}
          </span>
          {props.title}
          {isDone && !isOpen && <span className={styles.told}>{props.told}</span>}
          {!isOpen && <ChevronRight className={styles.chevron} aria-hidden="true" />}
        </button>
      </h2>
      <div id={id} className={styles.body} hidden={!isOpen}>
        {isOpen && props.children}
      </div>
    </li>
  );
}
