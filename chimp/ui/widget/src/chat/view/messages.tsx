import { counted } from "../../loader/language.ts";
import { entriesOf, type SystemLine } from "../entries.ts";
import { dayText } from "../moments.ts";
import { Avatar } from "./avatar.tsx";
import { OfflineText } from "./forms.tsx";
import { useEffect, useLayoutEffect, useRef, useState } from "./hooks.ts";
import { Icon } from "./icons.tsx";
import { Run } from "./run.tsx";
import { type Form, useVisit, wordsOf } from "./use.ts";

/** Of the end, within which somebody counts as being there. */
const NEAR = 60;

export function Messages({ form }: { form: Form }) {
  const { visit, loader, texts, language, state } = useVisit();
  const { conversation, lines, phase } = state;
  const { messages } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [seenUpTo, setSeenUpTo] = useState(0);
  const entries = entriesOf(messages, lines);
  const last = messages.at(-1);
  const newOnes = messages.filter((each) => !each.isOwn && (each.seq ?? 0) > seenUpTo).length;

  const toEnd = (): void => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
    isAtEnd.current = true;
    look();
  };
  const look = (): void => {
    const box = scroller.current;
    if (!box) return;
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    if (box.scrollTop < NEAR && conversation.hasEarlier && conversation.firstSeq > 0) {
      void visit.earlier().catch(() => undefined);
    }
    if (!isAtEnd.current || !loader.isOpen) return;
    setSeenUpTo(conversation.lastSeq);
    visit.saw();
  };

  // what makes the conversation longer
  useLayoutEffect(() => {
    if (isAtEnd.current || last?.state === "sending") toEnd();
  }, [last?.id, lines.length, conversation.typing.length > 0, phase]);
  useEffect(look);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const watcher = new ResizeObserver(() => {
      if (isAtEnd.current) toEnd();
    });
    watcher.observe(box);
    document.addEventListener("visibilitychange", look);
    return () => {
      watcher.disconnect();
      document.removeEventListener("visibilitychange", look);
    };
  });

  const greeting =
    form === "offline" ? <OfflineText /> : (wordsOf(loader, "greeting") ?? texts.greeting);
  return (
    <div class="stage">
      <div
        class="scroller"
        ref={scroller}
        onScroll={look}
        role="log"
        aria-live="off"
        aria-label={texts.messages}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
      >
        <div class="greeting">
          <Avatar person={null} />
          <p class="bubble">{greeting}</p>
        </div>
        {entries.map((entry) => {
          if (entry.kind === "run") {
            return <Run key={entry.key} messages={entry.messages} />;
          }
          if (entry.kind === "line") return <Line key={entry.key} line={entry.line} />;
          return (
            <div key={entry.key} class="day">
              <span>{dayText(entry.at, Date.now(), language)}</span>
            </div>
          );
        })}
        {conversation.typing.map((writing) => (
          <TypingDots key={writing.from.id} name={writing.from.name ?? texts.support} />
        ))}
      </div>
      {newOnes > 0 && !isAtEnd.current && (
        <button type="button" class="pill" onClick={toEnd}>
          <Icon name="down" />
          {counted(language, texts.newMessages, newOnes)}
        </button>
      )}
    </div>
  );
}

function Line({ line }: { line: SystemLine }) {
  const { texts } = useVisit();
  return <p class="line">{texts[line.kind].replace("{name}", line.name ?? texts.support)}</p>;
}

function TypingDots({ name }: { name: string }) {
  const { texts } = useVisit();
  return (
    <div class="typing">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span class="soft">{texts.typing.replace("{name}", name)}</span>
    </div>
  );
}
