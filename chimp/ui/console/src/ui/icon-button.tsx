import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { classes } from "./classes.ts";
import styles from "./icon-button.module.css";
import { Tooltip } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon"> {
  /** What it does: read aloud, and shown beside the pointer. */
  label: string;
  /** As it is written on the keys, "Ctrl K". */
  shortcut?: string;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
}

/** A button that is an icon alone. */
export function IconButton({
  label,
  shortcut,
  side = "bottom",
  className,
  children,
  look = "ghost",
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <Button look={look} aria-label={label} className={classes(styles.icon, className)} {...rest}>
        {children}
      </Button>
    </Tooltip>
  );
}
