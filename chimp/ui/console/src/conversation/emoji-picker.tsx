import {
  type EmojiPickerListCategoryHeaderProps,
  type EmojiPickerListComponents,
  type EmojiPickerListEmojiProps,
  EmojiPicker as Frimousse,
} from "frimousse";
import { locale } from "../language/index.ts";
import { emojiData } from "./emoji-data.ts";
import styles from "./emoji-picker.module.css";
import { words } from "./words.ts";

const PARTS: Partial<EmojiPickerListComponents> = { CategoryHeader, Emoji };

/** All emoji of the Unicode standard; their names come from this server, in the reader's language. */
export default function EmojiPicker({ onEmoji }: { onEmoji(emoji: string): void }) {
  return (
    <Frimousse.Root
      className={styles.picker}
      locale={locale().startsWith("pt") ? "pt" : "en"}
      resolveEmojiData={emojiData}
      columns={8}
      onEmojiSelect={({ emoji }) => onEmoji(emoji)}
    >
      <Frimousse.Search
        className={styles.search}
        placeholder={words("emojiSearch")}
        aria-label={words("emojiSearch")}
        autoFocus
      />
      <Frimousse.Viewport className={styles.viewport}>
        <Frimousse.Loading className={styles.state}>…</Frimousse.Loading>
        <Frimousse.Empty className={styles.state}>{words("emojiEmpty")}</Frimousse.Empty>
        <Frimousse.List components={PARTS} />
      </Frimousse.Viewport>
    </Frimousse.Root>
  );
}

function CategoryHeader({ category, ...rest }: EmojiPickerListCategoryHeaderProps) {
  return (
    <div className={styles.category} {...rest}>
      {category.label}
    </div>
  );
}

function Emoji({ emoji, ...rest }: EmojiPickerListEmojiProps) {
  return (
    <button type="button" className={styles.emoji} {...rest}>
      {emoji.emoji}
    </button>
  );
}
