import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd.tsx";
import styles from "./menu.module.css";
import type { TriggerProps } from "./trigger.ts";

export interface MenuProps {
  /** A button; what is done to it is passed on to its element. */
  trigger: ReactElement<TriggerProps>;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
}

/** The menu itself, which is loaded when the first one is opened: so it begins open. */
export function MenuBox(props: MenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen>
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

export interface MenuItemProps {
  icon?: ReactNode;
  shortcut?: string;
  isDangerous?: boolean;
  disabled?: boolean;
  /** Why it cannot be chosen, or what it does. */
  hint?: string;
  onSelect(): void;
  children: ReactNode;
}

export function MenuItem(props: MenuItemProps) {
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

export interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange(value: Value): void;
}

export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
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

export function MenuLine() {
  return <Radix.Separator className={styles.line} />;
}
