import { counted } from "../../loader/language.ts";
import { prepareSound } from "../sound.ts";
import { EmojiPicker } from "./emoji.tsx";
import { useLayoutEffect, useRef, useState } from "./hooks.ts";
import { Icon } from "./icons.tsx";
import { useVisit } from "./use.ts";

const MOST = 172; // eight lines

export function Composer() {
  const { visit, loader, texts, language, state } = useVisit();
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isPicking, setIsPicking] = useState(false);
  const text = state.draft;
  const excess = Array.from(text).length - loader.configuration.maxMessageLength;
  const canSend = text.trim() !== "" && excess <= 0;

  // its height follows the text
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, MOST)}px`;
  }, [text]);

  const send = (): void => {
    prepareSound();
    if (!canSend) return;
    visit.write(text.trim());
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const breaks = event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches;
    if (event.key !== "Enter" || breaks) return;
    event.preventDefault();
    send();
  };
  const pick = (emoji: string): void => {
    const box = field.current;
    const [from, to] = [box?.selectionStart ?? text.length, box?.selectionEnd ?? text.length];
    visit.draft(text.slice(0, from) + emoji + text.slice(to));
    setIsPicking(false);
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(from + emoji.length, from + emoji.length);
    });
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {isPicking && (
        <EmojiPicker
          onPick={pick}
          onClose={() => {
            setIsPicking(false);
            button.current?.focus();
          }}
        />
      )}
      {excess > 0 && (
        <p class="wrong" id="chimp-excess" role="alert">
          {counted(language, texts.tooLong, excess)}
        </p>
      )}
      <div class="row">
        <textarea
          ref={field}
          class="write"
          rows={1}
          dir="auto"
          value={text}
          placeholder={texts.write}
          aria-label={texts.write}
          aria-invalid={excess > 0}
          aria-describedby={excess > 0 ? "chimp-excess" : undefined}
          enterkeyhint="send"
          onInput={(event) => visit.draft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          ref={button}
          type="button"
          class="tool emoji-button"
          aria-label={texts.emoji}
          title={texts.emoji}
          aria-expanded={isPicking}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={() => setIsPicking(!isPicking)}
        >
          <Icon name="smile" />
        </button>
        <button
          type="submit"
          class="tool send"
          aria-label={texts.send}
          title={texts.send}
          aria-disabled={!canSend}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
