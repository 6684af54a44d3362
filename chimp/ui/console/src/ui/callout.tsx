import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./callout.module.css";
import { classes } from "./classes.ts";

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

/** What has happened and what to do, where it happened. Warnings and errors are read aloud. */
export function Callout(props: {
  tone?: keyof typeof ICONS;
  children: ReactNode;
  action?: ReactNode;
  className?: string | undefined;
}) {
  const tone = props.tone ?? "info";
  const Icon = ICONS[tone];
  return (
    <div
      className={classes(styles.callout, styles[tone], props.className)}
      role={tone === "danger" ? "alert" : "status"}
    >
      <Icon className={styles.icon} aria-hidden="true" />
      <div className={styles.text}>{props.children}</div>
      {props.action}
    </div>
  );
}
