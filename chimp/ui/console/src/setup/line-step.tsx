import { CircleCheck, ExternalLink, Hourglass } from "lucide-react";
import { Link } from "wouter";
import { CopyField } from "../administration/copy-field.tsx";
import { widgetLine } from "../administration/line.ts";
import { useDesk } from "../desk/store.ts";
import { customerName } from "../queue/names.ts";
import styles from "./setup.module.css";
import { words } from "./words.ts";

/** The line for the site, a page to try it on, and whether somebody has come through it. */
export function LineStep() {
  return (
    <>
      <p className={styles.about}>{words("lineAbout")}</p>
      <CopyField label={words("line")} text={widgetLine(location.origin)} />
      <div className={styles.actions}>
        <a className={styles.demo} href="/demo" target="_blank" rel="noopener">
          {words("openDemo")}
          <ExternalLink aria-hidden="true" />
        </a>
        <span className={styles.about}>{words("demoAbout")}</span>
      </div>
      <Works />
    </>
  );
}

/** The first chat of all: told the moment it arrives. */
function Works() {
  const first = useDesk((desk) => {
    const all = Object.values(desk.sessions);
    return all.sort((one, other) => other.createdAt - one.createdAt)[0] ?? null;
  });
  return (
    <div className={styles.works} data-works={first !== null || undefined} role="status">
      {first === null ? <Hourglass aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
      <p>
        {first === null
          ? words("waitingForFirst")
          : words("itWorks", { name: customerName(first.customer) })}
      </p>
      {first !== null && (
        <Link to={`~/sessions/${encodeURIComponent(String(first.sessionId))}`}>
          {words("answerIt")}
        </Link>
      )}
    </div>
  );
}
