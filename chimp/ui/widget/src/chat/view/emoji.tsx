import { useLayoutEffect, useRef } from "./hooks.ts";
import { useOutside, useVisit } from "./use.ts";

const ROW = 8;
const EMOJI = Array.from(
  "😀😄😂🙂😉😊😍🥰😘😎🤔😅😢😭😡😱🙄😴🤗🤝👍👎👏🙏👋💪👌👀🤷💙💔🎉🎁🌟🔥✨✅❌❓❗📎📷📞📧📦🚚💳🛒",
);

function nativePicker(): string | null {
  const { platform } = navigator;
  if (/^Mac/.test(platform)) return "⌃⌘ Space";
  return /^Win/.test(platform) ? "⊞ + ." : null;
}

/** A small set; the keyboard's own picker has the others. */
export function EmojiPicker(props: { onPick(emoji: string): void; onClose(): void }) {
  const { texts, loader } = useVisit();
  const box = useRef<HTMLDivElement>(null);
  const keys = nativePicker();

  useLayoutEffect(() => box.current?.querySelector("button")?.focus(), []);
  useOutside(box, true, props.onClose);

  const move = (event: KeyboardEvent): void => {
    const isRtl = box.current?.matches(":dir(rtl)") ?? false;
    const side = isRtl ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: side,
      ArrowLeft: -side,
      ArrowDown: ROW,
      ArrowUp: -ROW,
    };
    const step = steps[event.key];
    if (event.key === "Escape") {
      event.stopPropagation();
      props.onClose();
    }
    if (step === undefined) return;
    event.preventDefault();
    const all = Array.from(box.current?.querySelectorAll("button") ?? []);
    const at = all.indexOf(loader.root.activeElement as HTMLButtonElement);
    all[Math.min(Math.max(at + step, 0), all.length - 1)]?.focus();
  };

  return (
    <div
      class="emoji card"
      ref={box}
      role="dialog"
      tabIndex={-1}
      aria-label={texts.emoji}
      onKeyDown={move}
    >
      <div class="grid">
        {EMOJI.map((emoji, index) => (
          <button
            key={emoji}
            type="button"
            tabIndex={index === 0 ? 0 : -1}
            onClick={() => props.onPick(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
      {keys && <p class="soft">{texts.emojiHint.replace("{keys}", keys)}</p>}
    </div>
  );
}
