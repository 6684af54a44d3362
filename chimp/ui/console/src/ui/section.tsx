import { type ReactNode, useId } from "react";
import styles from "./section.module.css";

/** A page beside the navigation: its title, one sentence, its own actions, and its sections. */
export function Page(props: {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  width?: "narrow" | "wide";
  children: ReactNode;
}) {
  return (
    <div className={styles.page} data-width={props.width ?? "narrow"}>
      <header className={styles.pageHeader}>
        <div>
          <h1 className={styles.pageTitle}>{props.title}</h1>
          {props.about && <p className={styles.about}>{props.about}</p>}
        </div>
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}

/** A card with a title: settings that belong together. */
export function Section(props: {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.header}>
        <div>
          <h2 id={id} className={styles.title}>
            {props.title}
          </h2>
          {props.about && <p className={styles.about}>{props.about}</p>}
        </div>
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </header>
      {props.children && <div className={styles.body}>{props.children}</div>}
    </section>
  );
}
