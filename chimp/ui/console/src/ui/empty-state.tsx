import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

/** Nothing is there: one sentence, and one thing to do about it. */
export function EmptyState(props: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {props.icon && <span className={styles.icon}>{props.icon}</span>}
      <p className={styles.title}>{props.title}</p>
      {props.children && <div className={styles.text}>{props.children}</div>}
      {props.action}
    </div>
  );
}
