import { Smile } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { ScreenGuard } from "../app/screen-guard.tsx";
import { Waiting } from "../app/waiting.tsx";
import { Button, Popover } from "../ui/index.ts";
import { words } from "./words.ts";

const EmojiPicker = lazy(() => import("./emoji-picker.tsx"));

/** Opens the emoji, which are loaded then. */
export function EmojiButton({ onEmoji }: { onEmoji(emoji: string): void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label={words("emoji")}
      side="top"
      align="start"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button look="ghost" aria-label={words("emoji")} title={words("emoji")}>
          <Smile />
        </Button>
      }
    >
      <ScreenGuard>
        <Suspense fallback={<Waiting />}>
          <EmojiPicker
            onEmoji={(emoji) => {
              setOpen(false);
              onEmoji(emoji);
            }}
          />
        </Suspense>
      </ScreenGuard>
    </Popover>
  );
}
