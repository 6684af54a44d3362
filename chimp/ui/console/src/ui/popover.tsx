import { useState } from "react";
import { later, useLater } from "./later.ts";
import type { PopoverProps } from "./popover-box.tsx";
import { triggerOf } from "./trigger.ts";

const box = later(() => import("./popover-box.tsx"));

/** A small panel beside what opened it. */
export function Popover(props: PopoverProps) {
  const [isWanted, setWanted] = useState(false);
  const part = useLater(box, isWanted, () => setWanted(false));
  if (!isWanted || part === null) {
    return triggerOf(props.trigger, "dialog", box, () => {
      setWanted(true);
      props.onOpenChange(true);
    });
  }
  return <part.PopoverBox {...props} />;
}
