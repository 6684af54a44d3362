import { useEffect } from "react";
import { runAction } from "./actions.ts";
import { type Before, meant } from "./keys.ts";
import { usePanels } from "./panels.ts";
import { useSingleKeys } from "./single-keys.ts";

const TEXT = "input, textarea, select, [contenteditable]";
const CONTROL = "a, button, summary, [role=menuitem], [role=option], [role=tab]";

/** Listens to the keys of the whole console, as long as nothing lies over it. */
export function useShortcuts(): void {
  useEffect(() => {
    let before: Before | null = null;
    function pressed(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.repeat) {
        return;
      }
      const isCovered = document.querySelector(
        '[role="dialog"], [role="alertdialog"], [role="menu"]',
      );
      if (isCovered !== null && usePanels.getState().shown === null) {
        return;
      }
      const target = event.target instanceof Element ? event.target : null;
      const said = meant(
        {
          key: event.key,
          hasMod: event.ctrlKey || event.metaKey,
          hasAlt: event.altKey,
          isInText: target?.closest(TEXT) != null,
          isOnControl: target?.closest(CONTROL) != null,
        },
        before,
        event.timeStamp,
        useSingleKeys.getState().isOn,
      );
      before = said.before;
      if (said.action !== null && runAction(said.action)) {
        event.preventDefault();
      }
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
