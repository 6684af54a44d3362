import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { sessionPath } from "../app/paths.ts";
import { ONE_PANE, useMedia } from "../app/use-media.ts";
import { words as app } from "../app/words.ts";
import { words as everywhere } from "../language/index.ts";
import { IconButton } from "../ui/index.ts";
import styles from "./inbox.module.css";

/** Where the customer is shown: beside the conversation, or over it where there is no room. */
export function CustomerFrame(props: { sessionId: string; isOver: boolean; children: ReactNode }) {
  const [, navigate] = useLocation();
  const Title = useMedia(ONE_PANE) ? "h1" : "h2";
  return (
    <aside
      className={styles.customer}
      data-over={props.isOver || undefined}
      aria-label={app("customer")}
    >
      {props.isOver && (
        <header className={styles.customerHeader}>
          <IconButton
            label={everywhere("back")}
            onClick={() => navigate(sessionPath(props.sessionId))}
          >
            <ArrowLeft />
          </IconButton>
          <Title className={styles.customerTitle}>{app("customer")}</Title>
        </header>
      )}
      <div className={styles.customerBody}>{props.children}</div>
    </aside>
  );
}
