import { useState } from "react";
import { later, useLater } from "./later.ts";
import type { MenuChoiceProps, MenuItemProps, MenuProps } from "./menu-box.tsx";
import { triggerOf } from "./trigger.ts";

const box = later(() => import("./menu-box.tsx"));

/** A list of actions under a button. `trigger` is the button; `children` are items. */
export function Menu(props: MenuProps) {
  const [isWanted, setWanted] = useState(false);
  const part = useLater(box, isWanted, () => setWanted(false));
  if (!isWanted || part === null) {
    return triggerOf(props.trigger, "menu", box, () => setWanted(true));
  }
  return <part.MenuBox {...props} />;
}

export function MenuItem(props: MenuItemProps) {
  const { MenuItem: Item } = box.get();
  return <Item {...props} />;
}

/** One of several, of which the chosen one is ticked. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const { MenuChoice: Choice } = box.get();
  return <Choice {...props} />;
}

export function MenuLine() {
  const { MenuLine: Line } = box.get();
  return <Line />;
}
