/* On phones the panel fills what is left of the screen beside the keyboard. */

import type { RefObject } from "preact";
import { useLayoutEffect } from "./hooks.ts";

export function useViewport(panel: RefObject<HTMLElement | null>, isPhone: boolean): void {
  useLayoutEffect(() => {
    const { visualViewport: viewport } = window;
    const element = panel.current;
    if (!isPhone || !viewport || !element) return;
    const fit = (): void => {
      element.style.setProperty("--height", `${viewport.height}px`);
      element.style.setProperty("--top", `${viewport.offsetTop}px`);
    };
    fit();
    viewport.addEventListener("resize", fit);
    viewport.addEventListener("scroll", fit);
    return () => {
      viewport.removeEventListener("resize", fit);
      viewport.removeEventListener("scroll", fit);
      element.style.removeProperty("--height");
      element.style.removeProperty("--top");
    };
  }, [panel, isPhone]);
}
