import type { ReactNode } from "react";
import styles from "./table.module.css";

export interface Column<Row> {
  key: string;
  title: string;
  /** The title is for screen readers alone: a column of buttons. */
  isTitleHidden?: boolean;
  align?: "start" | "end";
  cell(row: Row): ReactNode;
}

/** Rows of the same kind. On a phone each row is a card of its own, with the titles inside. */
export function Table<Row>(props: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** Shown in place of rows when there are none. */
  empty?: ReactNode;
}) {
  if (props.rows.length === 0 && props.empty) {
    return <>{props.empty}</>;
  }
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={props.label}>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column.key} scope="col" data-align={column.align}>
                <span className={column.isTitleHidden === true ? "visually-hidden" : undefined}>
                  {column.title}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.rowKey(row)}>
              {props.columns.map((column) => (
                <td
                  key={column.key}
                  data-align={column.align}
                  data-title={column.isTitleHidden === true ? undefined : column.title}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
