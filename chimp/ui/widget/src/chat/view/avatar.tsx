import { useState } from "./hooks.ts";
import { Icon } from "./icons.tsx";

interface Shown {
  readonly name?: string | null;
  readonly avatarURL?: string | null;
}

/** A picture, or the first letters of the name; what it shows is said beside it. */
export function Avatar({ person }: { person: Shown | null }) {
  const [failed, setFailed] = useState<string | null>(null);
  const url = person?.avatarURL;
  const isPicture = url && url !== failed && /^(https?:|data:image\/)/i.test(url);
  const letters = initials(person?.name ?? "");
  return (
    <span class="avatar" aria-hidden="true">
      {isPicture ? (
        <img src={url} alt="" referrerpolicy="no-referrer" onError={() => setFailed(url)} />
      ) : (
        letters || <Icon name="person" />
      )}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .join("")
    .toUpperCase();
}
