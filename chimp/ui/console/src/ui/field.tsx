import {
  type ComponentProps,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import { classes } from "./classes.ts";
import styles from "./field.module.css";

export interface FieldText {
  label: string;
  /** Under the field, always there. */
  hint?: ReactNode;
  /** What is wrong and what to do; takes the place of the hint. */
  error?: string | null | undefined;
  /** The label is for screen readers alone. */
  isLabelHidden?: boolean;
  className?: string | undefined;
}

interface Wired {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** A label, what is filled in, and what is said about it; `children` gets what ties them. */
export function Field({
  label,
  hint,
  error,
  isLabelHidden = false,
  className,
  children,
}: FieldText & { children: (wired: Wired) => ReactNode }) {
  const id = useId();
  const told = error ?? hint;
  const toldId = told ? `${id}-told` : undefined;
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id} className={isLabelHidden ? "visually-hidden" : styles.label}>
        {label}
      </label>
      {children({ id, "aria-describedby": toldId, "aria-invalid": error ? true : undefined })}
      {told && (
        <p id={toldId} className={error ? styles.error : styles.hint}>
          {told}
        </p>
      )}
    </div>
  );
}

type Own = FieldText & { className?: string };

export function TextInput({ className, ...rest }: ComponentProps<"input">) {
  return <input className={classes(styles.input, className)} {...rest} />;
}

export function TextField({
  label,
  hint,
  error,
  isLabelHidden,
  className,
  ...rest
}: Own & InputHTMLAttributes<HTMLInputElement> & { ref?: React.Ref<HTMLInputElement> }) {
  return (
    <Field {...told(label, hint, error, isLabelHidden, className)}>
      {(wired) => <TextInput {...rest} {...wired} />}
    </Field>
  );
}

export function TextAreaField({
  label,
  hint,
  error,
  isLabelHidden,
  className,
  ...rest
}: Own & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: React.Ref<HTMLTextAreaElement> }) {
  return (
    <Field {...told(label, hint, error, isLabelHidden, className)}>
      {(wired) => (
        <textarea rows={3} {...rest} {...wired} className={classes(styles.input, styles.area)} />
      )}
    </Field>
  );
}

/** The browser's own list: right on every phone. `children` are `<option>`s. */
export function SelectField({
  label,
  hint,
  error,
  isLabelHidden,
  className,
  children,
  ...rest
}: Own & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field {...told(label, hint, error, isLabelHidden, className)}>
      {(wired) => (
        <select {...rest} {...wired} className={classes(styles.input, styles.select)}>
          {children}
        </select>
      )}
    </Field>
  );
}

interface CheckProps {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onChange(checked: boolean): void;
  disabled?: boolean;
  className?: string | undefined;
}

/** On or off, in force at once. */
export function SwitchField(props: CheckProps) {
  return <Check {...props} role="switch" look={styles.switch} />;
}

/** Chosen or not, in force when the form is saved. */
export function CheckboxField(props: CheckProps) {
  return <Check {...props} look={styles.checkbox} />;
}

function Check({
  label,
  hint,
  checked,
  onChange,
  disabled,
  className,
  role,
  look,
}: CheckProps & { role?: "switch"; look: string | undefined }) {
  const id = useId();
  return (
    <div className={classes(styles.check, className)}>
      <input
        id={id}
        type="checkbox"
        role={role}
        className={look}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-told` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div>
        <label htmlFor={id} className={styles.checkLabel}>
          {label}
        </label>
        {hint && (
          <p id={`${id}-told`} className={styles.hint}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

function told(
  label: string,
  hint: ReactNode,
  error: string | null | undefined,
  isLabelHidden: boolean | undefined,
  className: string | undefined,
): FieldText {
  return {
    label,
    error,
    ...(hint !== undefined && { hint }),
    ...(isLabelHidden !== undefined && { isLabelHidden }),
    ...(className !== undefined && { className }),
  };
}
