import styles from "./kbd.module.css";

/** Keys as they are pressed: "Ctrl K" are two, "g i" one after the other. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(" ").map((key) => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
