import type { ChatMessage } from "@chimp/client";
import { momentOf } from "../entries.ts";
import { exactText, timeText } from "../moments.ts";
import { Avatar } from "./avatar.tsx";
import { useState } from "./hooks.ts";
import { Icon, type IconName } from "./icons.tsx";
import { Text } from "./text.tsx";
import { useVisit } from "./use.ts";

const LONG = 1_500;

/** What one person said in one go: one name, one picture, and the time at its end. */
export function Run({ messages }: { messages: readonly ChatMessage[] }) {
  const { texts } = useVisit();
  const [first] = messages;
  if (!first) return null;
  const { isOwn, from } = first;
  const name = isOwn ? texts.you : (from.name ?? texts.support);
  return (
    <div class={isOwn ? "run own" : "run"}>
      {isOwn ? <span class="unseen">{name}</span> : <Avatar person={from} />}
      <div class="said">
        {!isOwn && <span class="name">{name}</span>}
        {messages.map((message, index) => (
          <Bubble key={message.id} message={message} isLast={index === messages.length - 1} />
        ))}
      </div>
    </div>
  );
}

function Bubble({ message, isLast }: { message: ChatMessage; isLast: boolean }) {
  const { language } = useVisit();
  const at = momentOf(message);
  const hasFoot = isLast || message.state === "failed";
  return (
    <div class="message" title={exactText(at, language)}>
      <div class="bubble" dir="auto">
        <Content content={message.content} />
      </div>
      {hasFoot && (
        <div class="foot">
          {message.state === "failed" && message.isOwn ? (
            <Failed message={message} />
          ) : (
            <>
              <time dateTime={new Date(at).toISOString()}>{timeText(at, language)}</time>
              {message.isOwn && <Ticks state={message.state} />}
            </>
          )}
        </div>
      )}
    </div>
  );
}

function Content({ content }: { content: string }) {
  const { texts } = useVisit();
  const [isWhole, setIsWhole] = useState(content.length <= LONG);
  if (isWhole) return <Text content={content} />;
  return (
    <>
      <Text content={`${content.slice(0, LONG)}…`} />
      <button type="button" class="more" onClick={() => setIsWhole(true)}>
        {texts.showAll}
      </button>
    </>
  );
}

const TICKS: Record<Exclude<ChatMessage["state"], "failed">, IconName> = {
  sending: "clock",
  stored: "tick",
  delivered: "ticks",
  read: "ticks",
};

function Ticks({ state }: { state: ChatMessage["state"] }) {
  const { texts } = useVisit();
  if (state === "failed") return null;
  return (
    <span class={`ticks ${state}`} title={texts[state]}>
      <Icon name={TICKS[state]} />
      <span class="unseen">{texts[state]}</span>
    </span>
  );
}

function Failed({ message }: { message: ChatMessage }) {
  const { visit, texts, state } = useVisit();
  return (
    <span class="failed">
      <Icon name="alert" />
      {texts.failed}
      {state.phase !== "closed" && (
        <button type="button" class="link" onClick={() => visit.sendAgain(message.id)}>
          {texts.sendAgain}
        </button>
      )}
    </span>
  );
}
