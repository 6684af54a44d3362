import { cloneElement, type HTMLAttributes, type ReactElement } from "react";
import type { Later } from "./later.ts";

export type TriggerProps = HTMLAttributes<HTMLElement>;

/** The button as it is until what it opens has been loaded. */
export function triggerOf<Part>(
  button: ReactElement<TriggerProps>,
  kind: "menu" | "dialog",
  part: Later<Part>,
  open: () => void,
): ReactElement {
  return cloneElement(button, {
    "aria-haspopup": kind,
    "aria-expanded": false,
    onPointerEnter: part.ask,
    onFocus: part.ask,
    onClick: open,
    onKeyDown(event) {
      if (kind === "menu" && event.key === "ArrowDown") {
        event.preventDefault();
        open();
      }
    },
  });
}
