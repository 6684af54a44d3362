import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "./kbd.tsx";
import styles from "./menu.module.css";

/** A list of actions under a button. `trigger` is the button; `children` are items. */
export function Menu(props: {
  trigger: ReactNode;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}) {
  return (
    <Radix.Root
      modal={false}
      {...(props.isOpen !== undefined && { open: props.isOpen })}
      {...(props.onOpenChange && { onOpenChange: props.onOpenChange })}
    >
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles.menu}
          side={props.side ?? "bottom"}
          align={props.align ?? "end"}
          sideOffset={6}
          collisionPadding={8}
        >
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem(props: {
  icon?: ReactNode;
  shortcut?: string;
  isDangerous?: boolean;
  disabled?: boolean;
  /** Why it cannot be chosen, or what it does. */
  hint?: string;
  onSelect(): void;
  children: ReactNode;
}) {
  return (
    <Radix.Item
      className={styles.item}
      disabled={props.disabled ?? false}
      data-dangerous={props.isDangerous || undefined}
      onSelect={props.onSelect}
    >
      <span className={styles.icon}>{props.icon}</span>
      <span className={styles.text}>
        {props.children}
        {props.hint && <span className={styles.hint}>{props.hint}</span>}
      </span>
      {props.shortcut && <Kbd keys={props.shortcut} />}
    </Radix.Item>
  );
}

/** One of several, of which the chosen one is ticked. */
export function MenuChoice<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange(value: Value): void;
}) {
  return (
    <Radix.RadioGroup
      value={props.value}
      onValueChange={(value) => props.onChange(value as Value)}
      aria-label={props.label}
    >
      <Radix.Label className={styles.label}>{props.label}</Radix.Label>
      {props.options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={styles.item}>
          <span className={styles.icon}>
            <Radix.ItemIndicator>
              <Check />
            </Radix.ItemIndicator>
          </span>
          <span className={styles.text}>{option.label}</span>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className={styles.label}>{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className={styles.line} />;
}
