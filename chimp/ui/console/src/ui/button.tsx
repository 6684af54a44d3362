import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import styles from "./button.module.css";
import { classes } from "./classes.ts";

export type ButtonLook = "solid" | "soft" | "outline" | "ghost" | "danger";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One solid button at most on a screen: the thing to do. Default `outline`. */
  look?: ButtonLook;
  size?: "small" | "medium";
  /** Under way: it cannot be pressed again, and says so to screen readers. */
  isBusy?: boolean;
  icon?: ReactNode;
  isWide?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = "outline",
  size = "medium",
  isBusy = false,
  icon,
  isWide = false,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-busy={isBusy || undefined}
      disabled={disabled === true || isBusy}
      className={classes(
        styles.button,
        styles[look],
        size === "small" && styles.small,
        isWide && styles.wide,
        isBusy && styles.busy,
        className,
      )}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}
