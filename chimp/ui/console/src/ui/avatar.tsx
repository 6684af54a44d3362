import { useState } from "react";
import styles from "./avatar.module.css";
import { classes } from "./classes.ts";

/** Who it is at a glance: the picture, or the first letters of the name. Never read aloud. */
export function Avatar(props: {
  name: string | null;
  url?: string | null | undefined;
  size?: 20 | 28 | 36 | 56;
  kind?: "customer" | "attendant";
  /** A dot at its corner. */
  state?: "online" | "away" | "offline" | "waiting" | undefined;
}) {
  const [broken, setBroken] = useState<string | null>(null);
  const { url } = props;
  return (
    <span
      aria-hidden="true"
      className={classes(
        styles.avatar,
        styles[`size${props.size ?? 28}`],
        props.kind === "attendant" && styles.attendant,
      )}
    >
      {url && url !== broken ? (
        <img
          src={url}
          alt=""
          className={styles.picture}
          referrerPolicy="no-referrer"
          onError={() => setBroken(url)}
        />
      ) : (
        initials(props.name)
      )}
      {props.state && <span className={styles.dot} data-state={props.state} />}
    </span>
  );
}

const EDGES = /[\p{L}\p{N}]/u;

/** One or two letters of a name; a question mark when there is none. */
export function initials(name: string | null): string {
  const found = (name ?? "")
    .split(/\s+/)
    .map((word) => EDGES.exec(word)?.[0])
    .filter((letter) => letter !== undefined);
  const letters = found.length > 1 ? [found[0], found.at(-1)] : found;
  return letters.join("").toLocaleUpperCase() || "?";
}
