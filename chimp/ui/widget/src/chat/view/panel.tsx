import type { Visit } from "../visit.ts";
import { Closing } from "./closing.tsx";
import { Composer } from "./composer.tsx";
import { OfflineForm, PreChat } from "./forms.tsx";
import { Header } from "./header.tsx";
import { useEffect, useLayoutEffect, useRef, useState } from "./hooks.ts";
import { Messages } from "./messages.tsx";
import { useChanges, useForm, useVisit } from "./use.ts";
import { useViewport } from "./viewport.ts";

const PHONE = "(width <= 480px)";
const FOCUSABLE =
  "button:not([disabled]), a[href], input, textarea, [tabindex]:not([tabindex='-1'])";

export interface Wish {
  /** How often the chat was opened; focus goes in with each time that the customer asked for it. */
  readonly times: number;
  readonly takesFocus: boolean;
}

export function Widget({ visit, wish }: { visit: Visit; wish: Wish }) {
  useChanges((listener) => visit.subscribe(listener));
  return (
    <>
      <p class="unseen" role="status" aria-live="polite">
        {visit.state.announcement}
      </p>
      {visit.loader.isOpen && <Panel wish={wish} />}
    </>
  );
}

function Panel({ wish }: { wish: Wish }) {
  const { visit, loader, texts, state } = useVisit();
  const panel = useRef<HTMLElement>(null);
  const isPhone = useMedia(PHONE);
  useViewport(panel, isPhone);
  const form = useForm();

  // once for each time it is opened
  useLayoutEffect(() => {
    if (!wish.takesFocus) return;
    const field = panel.current?.querySelector<HTMLElement>("input, textarea");
    if (field && !isPhone) field.focus();
    else panel.current?.focus(); // no keyboard over the chat before anything was read
  }, [wish]);
  useEffect(() => visit.opened(), [visit]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.isComposing) loader.close();
    if (event.key === "Tab" && isPhone) keepInside(event, panel.current, loader.root);
  };
  const hasGone = state.line === "offline";
  return (
    <section
      class="panel"
      ref={panel}
      role="dialog"
      aria-modal={isPhone}
      aria-labelledby="chimp-title"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <Header />
      {hasGone && (
        <p class="banner" role="status">
          {texts.lineDown}
        </p>
      )}
      <Messages form={form} />
      <Notice />
      {state.problem && (
        <p class="banner danger" role="alert">
          {texts[state.problem]}
        </p>
      )}
      {form === "offline" && <OfflineForm />}
      {form === "preChat" && <PreChat />}
      {form === "closing" && <Closing />}
      {form === "composer" && <Composer />}
      {loader.settings.showPoweredBy && <p class="powered">{texts.poweredBy}</p>}
    </section>
  );
}

/** How it stands with whoever waits. */
function Notice() {
  const { texts, language, state } = useVisit();
  const { phase, queuePosition, isAway, isLeft } = state;
  if (phase !== "waiting" || isLeft) return null;
  const place =
    queuePosition === null
      ? null
      : queuePosition === 1
        ? texts.queueNext
        : texts.queuePosition.replace("{n}", new Intl.NumberFormat(language).format(queuePosition));
  return (
    <p class="notice" role="status">
      {isAway ? texts.waitingNobody : [texts.waiting, place].filter(Boolean).join(" ")}
    </p>
  );
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const look = (): void => setMatches(list.matches);
    list.addEventListener("change", look);
    return () => list.removeEventListener("change", look);
  }, [query]);
  return matches;
}

/** The panel covers the phone's page: the Tab key stays with what can be seen. */
function keepInside(event: KeyboardEvent, panel: HTMLElement | null, root: ShadowRoot): void {
  const all = Array.from(panel?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? []);
  const [first] = all;
  const last = all.at(-1);
  const at = root.activeElement;
  const isOver = event.shiftKey ? at === first || at === panel : at === last;
  if (!isOver) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
