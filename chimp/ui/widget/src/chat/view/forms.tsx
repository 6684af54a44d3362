import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Need, Plain } from "../../shared.ts";
import { isEmail } from "../address.ts";
import { returnText } from "../moments.ts";
import { prepareSound } from "../sound.ts";
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

/** Focus goes to the first field that is wrong. */
function useWrong() {
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const isRight = (found: Wrong): boolean => {
    setWrong(found);
    const [first] = Object.keys(found);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    return first === undefined;
  };
  return { form, wrong, isRight };
}

function useAnswers() {
  const { loader } = useVisit();
  const [name, setName] = useState(loader.customer.name ?? "");
  const [email, setEmail] = useState(loader.customer.email ?? "");
  return { name, setName, email, setEmail };
}

function told(name: string, email: string): Record<string, Plain> {
  return {
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(email.trim() ? { email: email.trim() } : {}),
  };
}

export function PreChat() {
  const { visit, loader, texts } = useVisit();
  const { preChat } = loader.settings;
  const { name, setName, email, setEmail } = useAnswers();
  const [agrees, setAgrees] = useState(false);
  const { form, wrong, isRight } = useWrong();

  const submit = (event: Event): void => {
    event.preventDefault();
    prepareSound();
    const found: Wrong = {};
    if (preChat.name === "required" && !name.trim()) found.name = texts.fieldNeeded;
    if (preChat.email === "required" && !email.trim()) found.email = texts.fieldNeeded;
    else if (preChat.email !== "off" && email.trim() && !isEmail(email.trim())) {
      found.email = texts.emailWrong;
    }
    if (preChat.consent && !agrees) found.consent = texts.consentNeeded;
    if (isRight(found)) {
      visit.introduce({ ...told(name, email), ...(preChat.consent ? { consent: true } : {}) });
    }
  };

  return (
    <form class="form" ref={form} noValidate onSubmit={submit}>
      <p>{texts.preChat}</p>
      {preChat.name !== "off" && (
        <NameField {...{ name, setName }} need={preChat.name} wrong={wrong.name} />
      )}
      {preChat.email !== "off" && (
        <EmailField {...{ email, setEmail }} need={preChat.email} wrong={wrong.email} />
      )}
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
  const { name, setName, email, setEmail } = useAnswers();
  const { form, wrong, isRight } = useWrong();
  const message = state.draft;

  const submit = (event: Event): void => {
    event.preventDefault();
    prepareSound();
    const found: Wrong = {};
    if (preChat.isOn && preChat.name === "required" && !name.trim()) {
      found.name = texts.fieldNeeded;
    }
    if (offline.email === "required" && !email.trim()) found.email = texts.fieldNeeded;
    else if (email.trim() && !isEmail(email.trim())) found.email = texts.emailWrong;
    if (!message.trim()) found.message = texts.fieldNeeded;
    if (isRight(found)) visit.leave(told(name, email), message.trim());
  };

  return (
    <form class="form" ref={form} noValidate onSubmit={submit}>
      <NameField
        {...{ name, setName }}
        need={preChat.isOn && preChat.name === "required" ? "required" : "optional"}
        wrong={wrong.name}
      />
      <EmailField {...{ email, setEmail }} need={offline.email} wrong={wrong.email} />
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

function NameField(props: {
  name: string;
  setName(name: string): void;
  need: Need;
  wrong: string | undefined;
}) {
  const { texts } = useVisit();
  return (
    <Field label={texts.fieldName} name="name" need={props.need} wrong={props.wrong}>
      {(id, describedBy) => (
        <input
          id={id}
          name="name"
          dir="auto"
          autocomplete="name"
          maxLength={200}
          value={props.name}
          aria-required={props.need === "required"}
          aria-invalid={Boolean(describedBy)}
          aria-describedby={describedBy}
          onInput={(event) => props.setName(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function EmailField(props: {
  email: string;
  setEmail(email: string): void;
  need: Need;
  wrong: string | undefined;
}) {
  const { texts } = useVisit();
  return (
    <Field label={texts.fieldEmail} name="email" need={props.need} wrong={props.wrong}>
      {(id, describedBy) => (
        <input
          id={id}
          name="email"
          type="email"
          dir="ltr"
          autocomplete="email"
          maxLength={254}
          value={props.email}
          aria-required={props.need === "required"}
          aria-invalid={Boolean(describedBy)}
          aria-describedby={describedBy}
          onInput={(event) => props.setEmail(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
