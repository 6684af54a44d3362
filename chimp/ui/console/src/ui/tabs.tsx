import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./tabs.module.css";

export interface Tab<Value extends string> {
  value: Value;
  label: string;
  /** Behind the label. */
  count?: number;
}

/** A row of tabs; `children` are `<TabPanel>`s. */
export function Tabs<Value extends string>(props: {
  label: string;
  tabs: readonly Tab<Value>[];
  value: Value;
  onChange(value: Value): void;
  children?: ReactNode;
  className?: string | undefined;
}) {
  return (
    <Radix.Root
      value={props.value}
      onValueChange={(value) => props.onChange(value as Value)}
      className={props.className}
    >
      <Radix.List className={styles.list} aria-label={props.label}>
        {props.tabs.map((tab) => (
          <Radix.Trigger key={tab.value} value={tab.value} className={styles.tab}>
            {tab.label}
            {tab.count !== undefined && tab.count > 0 && (
              <span className={styles.count}>{tab.count}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {props.children}
    </Radix.Root>
  );
}

export function TabPanel(props: { value: string; children: ReactNode; className?: string }) {
  return (
    <Radix.Content value={props.value} className={props.className} tabIndex={-1}>
      {props.children}
    </Radix.Content>
  );
}
