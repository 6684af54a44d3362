import styles from "./customer-pane.module.css";
import { rowLabel, timeWords } from "./labels.ts";
import type { Shown } from "./rows.ts";

/** Labels and what stands beside them: texts and links; series are drawn elsewhere. */
export function RowList({ rows }: { rows: readonly Shown[] }) {
  return (
    <dl className={styles.rows}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same
        <div key={index} className={styles.row} data-long={isLong(row) || undefined}>
          <dt>{rowLabel(row.label)}</dt>
          <dd>
            <Value of={row} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ of: row }: { of: Shown }) {
  if (row.form === "series") return null;
  if (row.form === "text") {
    const text = row.text === "" || row.text === "-" ? "–" : timeWords(row.text);
    return row.href === null ? text : <Leading to={row.href}>{text}</Leading>;
  }
  return (
    <ul className={styles.links}>
      {row.links.map((link, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two links may say the same
        <li key={index}>
          {link.href === null ? (
            timeWords(link.label)
          ) : (
            <Leading to={link.href}>{timeWords(link.label)}</Leading>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Within the console in the same page; elsewhere in a new one. */
function Leading({ to, children }: { to: string; children: string }) {
  const isOwn = to.startsWith("/#");
  const elsewhere = isOwn ? {} : { target: "_blank", rel: "noopener noreferrer" };
  return (
    <a href={to} {...elsewhere}>
      {children}
    </a>
  );
}

const BESIDE = 34;

/** Too long to stand beside its label. */
function isLong(row: Shown): boolean {
  return row.form === "text" && row.text.length + row.label.length > BESIDE;
}
