/** Light, dark, or as the system says: kept in this browser. */
import { create } from "zustand";

export type Theme = "auto" | "light" | "dark";

const STORED = "chimp.theme";

export const useTheme = create<{ theme: Theme }>(() => ({ theme: stored() }));

apply(useTheme.getState().theme);

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(STORED, theme);
  } catch {
    // storage is forbidden: it holds until the page is closed
  }
  apply(theme);
  useTheme.setState({ theme });
}

function apply(theme: Theme): void {
  if (typeof document !== "undefined") {
    document.documentElement.dataset.theme = theme;
  }
}

function stored(): Theme {
  try {
    const found = localStorage.getItem(STORED);
    return found === "light" || found === "dark" ? found : "auto";
  } catch {
    return "auto";
  }
}
