import type { ReactNode } from "react";
import styles from "./badge.module.css";
import { classes } from "./classes.ts";

/** A word or a number about something; colour says the same as the word, never more. */
export function Badge(props: {
  tone?: "neutral" | "accent" | "success" | "warning" | "danger" | "solid";
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <span className={classes(styles.badge, styles[props.tone ?? "neutral"], props.className)}>
      {props.children}
    </span>
  );
}
