import styles from "./tabs.module.css";

/** One of a few, which changes what is shown below: a row of buttons that looks like tabs. */
export function Choices<Value extends string>(props: {
  label: string;
  choices: readonly { value: Value; label: string; count?: number }[];
  value: Value;
  onChange(value: Value): void;
}) {
  return (
    <fieldset className={styles.choices} aria-label={props.label}>
      <div className={styles.list}>
        {props.choices.map(({ value, label, count = 0 }) => (
          <button
            key={value}
            type="button"
            className={styles.tab}
            data-state={props.value === value ? "active" : "inactive"}
            aria-pressed={props.value === value}
            onClick={() => props.onChange(value)}
          >
            {label}
            {count > 0 && <span className={styles.count}>{count}</span>}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
