import { Check } from "lucide-react";
import { wordsBeside } from "../api/problem.ts";
import { words as everywhere } from "../language/index.ts";
import { Button, Callout } from "../ui/index.ts";
import styles from "./save-bar.module.css";
import { words } from "./words.ts";

/** At the foot of a form: what is unsaved, how to save it, whether that has worked. */
export function SaveBar(props: {
  isDirty: boolean;
  isBusy: boolean;
  isSaved: boolean;
  /** Why the last try failed. */
  error: unknown;
  /** Fields that show their own errors. */
  fields: readonly string[];
  /** Why it can not be saved as it stands. */
  problem?: string | null;
  onSave(): void;
  onDiscard(): void;
}) {
  const failure = props.problem ?? wordsBeside(props.error, props.fields);
  const isAtFields = props.error !== null && failure === null;
  return (
    <div
      className={styles.bar}
      data-dirty={props.isDirty || undefined}
      data-told={props.isSaved || undefined}
    >
      {failure !== null && (
        <Callout tone="danger" className={styles.failure ?? ""}>
          {failure}
        </Callout>
      )}
      {isAtFields && (
        <Callout tone="danger" className={styles.failure ?? ""}>
          {words("seeFields")}
        </Callout>
      )}
      <p className={styles.state} role="status">
        {props.isDirty ? (
          words("unsaved")
        ) : props.isSaved ? (
          <>
            <Check aria-hidden="true" /> {words("savedInForce")}
          </>
        ) : (
          words("nothingUnsaved")
        )}
      </p>
      <div className={styles.actions}>
        <Button disabled={!props.isDirty || props.isBusy} onClick={props.onDiscard}>
          {words("discard")}
        </Button>
        <Button
          look="solid"
          type="submit"
          disabled={!props.isDirty}
          isBusy={props.isBusy}
          onClick={props.onSave}
        >
          {everywhere("save")}
        </Button>
      </div>
    </div>
  );
}
