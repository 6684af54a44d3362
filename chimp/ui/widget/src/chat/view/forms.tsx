import type { JSX } from "preact";
import type { Need, Plain } from "../../shared.ts";
import { isEmail } from "../address.ts";
import { returnText } from "../moments.ts";
import { prepareSound } from "../sound.ts";
import { useRef, useState } from "./hooks.ts";
import { useVisit, wordsOf } from "./use.ts";

type Wrong = Partial<Record<"name" | "email" | "consent" | "message", string>>;

interface FieldProps {
  label: string;
  name: string;
  need: Need;
  wrong: string | undefined;
  children(id: string, describedBy: string | undefined): JSX.Element;
}

function Field({ label, name, need, wrong, children }: FieldProps) {
  const { texts } = useVisit();
  const id = `chimp-${name}`;
  const wrongId = `${id}-wrong`;
  return (
    <div class="field">
      <label for={id}>
        {label}
        {need === "optional" && <span class="soft"> ({texts.optional})</span>}
      </label>
      {children(id, wrong ? wrongId : undefined)}
      {wrong && (
        <p class="wrong" id={wrongId}>
          {wrong}
        </p>
      )}
    </div>
  );
}

type Needs = Record<"name" | "email", Need>;

/** What both forms ask for, and how they are sent: focus goes to the first field that is wrong. */
function usePerson(needs: Needs) {
  const { loader, texts } = useVisit();
  const [name, setName] = useState(loader.customer.name ?? "");
  const [email, setEmail] = useState(loader.customer.email ?? "");
  const [wrong, setWrong] = useState<Wrong>({});
  const form = useRef<HTMLFormElement>(null);

  const submit = (also: Wrong, then: (told: Record<string, Plain>) => void) => (event: Event) => {
    event.preventDefault();
    prepareSound();
    const told: Record<string, string> = {};
    const found: Wrong = {};
    for (const [key, value] of [
      ["name", name.trim()],
      ["email", email.trim()],
    ] as const) {
      if (value) told[key] = value;
      else if (needs[key] === "required") found[key] = texts.fieldNeeded;
    }
    if (needs.email !== "off" && told.email && !isEmail(told.email)) {
      found.email = texts.emailWrong;
    }
    Object.assign(found, also);
    setWrong(found);
    const [first] = Object.keys(found);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    else then(told);
  };

  const fields = (
    <>
      <Answer
        label={texts.fieldName}
        name="name"
        need={needs.name}
        wrong={wrong.name}
        value={name}
        change={setName}
        dir="auto"
        maxLength={200}
      />
      <Answer
        label={texts.fieldEmail}
        name="email"
        need={needs.email}
        wrong={wrong.email}
        value={email}
        change={setEmail}
        type="email"
        dir="ltr"
        maxLength={254}
      />
    </>
  );
  return { form, wrong, submit, fields };
}

interface AnswerProps {
  label: string;
  name: string;
  need: Need;
  wrong: string | undefined;
  value: string;
  change(value: string): void;
  type?: string;
  dir: "auto" | "ltr";
  maxLength: number;
}

function Answer({ label, name, need, wrong, change, ...more }: AnswerProps) {
  if (need === "off") return null;
  return (
    <Field {...{ label, name, need, wrong }}>
      {(id, describedBy) => (
        <input
          {...({ ...more, id, name } as object)}
          autocomplete={name}
          aria-required={need === "required"}
          aria-invalid={Boolean(describedBy)}
          aria-describedby={describedBy}
          onInput={(event) => change(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export function PreChat() {
  const { visit, loader, texts } = useVisit();
  const { preChat } = loader.settings;
  const [agrees, setAgrees] = useState(false);
  const { form, wrong, submit, fields } = usePerson(preChat);

  const also: Wrong = preChat.consent && !agrees ? { consent: texts.consentNeeded } : {};
  const introduce = (told: Record<string, Plain>): void =>
    visit.introduce({ ...told, ...(preChat.consent ? { consent: true } : {}) });

  return (
    <form class="form" ref={form} noValidate onSubmit={submit(also, introduce)}>
      <p>{texts.preChat}</p>
      {fields}
      {preChat.consent && (
        <div class="field">
          <label class="check">
            <input
              type="checkbox"
              name="consent"
              checked={agrees}
              aria-invalid={Boolean(wrong.consent)}
              aria-describedby={wrong.consent ? "chimp-consent-wrong" : undefined}
              onChange={(event) => setAgrees(event.currentTarget.checked)}
            />
            <span>{wordsOf(loader, "consent") ?? texts.consent}</span>
          </label>
          {wrong.consent && (
            <p class="wrong" id="chimp-consent-wrong">
              {wrong.consent}
            </p>
          )}
        </div>
      )}
      <button type="submit" class="main">
        {texts.start}
      </button>
    </form>
  );
}

/** That nobody is here, and when somebody will be. */
export function OfflineText() {
  const { loader, texts, language } = useVisit();
  const { isOpen, changesAt } = loader.configuration.hours;
  const text = wordsOf(loader, "offline") ?? texts.offline;
  if (isOpen || changesAt === null || changesAt <= Date.now()) return <>{text}</>;
  const time = returnText(changesAt, Date.now(), language);
  return <>{`${text} ${texts.backAt.replace("{time}", time)}`}</>;
}

export function OfflineForm() {
  const { visit, loader, texts, state } = useVisit();
  const { offline, preChat } = loader.settings;
  const isNamed = preChat.isOn && preChat.name === "required";
  const { form, wrong, submit, fields } = usePerson({
    name: isNamed ? "required" : "optional",
    email: offline.email,
  });
  const message = state.draft;

  const also: Wrong = message.trim() ? {} : { message: texts.fieldNeeded };
  const leave = (told: Record<string, Plain>): void => visit.leave(told, message.trim());

  return (
    <form class="form" ref={form} noValidate onSubmit={submit(also, leave)}>
      {fields}
      <Field label={texts.fieldMessage} name="message" need="required" wrong={wrong.message}>
        {(id, describedBy) => (
          <textarea
            id={id}
            name="message"
            rows={4}
            dir="auto"
            value={message}
            maxLength={loader.configuration.maxMessageLength}
            aria-invalid={Boolean(describedBy)}
            aria-describedby={describedBy}
            onInput={(event) => visit.draft(event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit" class="main">
        {texts.leave}
      </button>
    </form>
  );
}
