import { Check, Copy } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { words as everywhere } from "../language/index.ts";
import { Button } from "../ui/index.ts";
import { copied } from "./copy.ts";
import styles from "./copy-field.module.css";
import { words } from "./words.ts";

const SHOWN = 2000;

/** A text that is there to be copied, with the button that does it. */
export function CopyField(props: { label: string; text: string; isLong?: boolean }) {
  const id = useId();
  const [state, setState] = useState<"none" | "copied" | "failed">("none");

  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("none"), SHOWN);
    return () => clearTimeout(timer);
  }, [state]);

  const shared = {
    id,
    className: styles.text,
    value: props.text,
    readOnly: true,
    spellCheck: false,
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {props.label}
      </label>
      <div className={styles.row} data-long={props.isLong || undefined}>
        {props.isLong === true ? (
          <textarea {...shared} rows={props.text.split("\n").length} wrap="off" />
        ) : (
          <input {...shared} onFocus={(event) => event.currentTarget.select()} />
        )}
        <Button
          size="small"
          icon={state === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          onClick={async () => setState((await copied(props.text)) ? "copied" : "failed")}
        >
          {everywhere(state === "copied" ? "copied" : "copy")}
        </Button>
      </div>
      <p className={styles.told} role="status">
        {state === "failed" && words("copyFailed")}
        {state === "copied" && <span className="visually-hidden">{everywhere("copied")}</span>}
      </p>
    </div>
  );
}
