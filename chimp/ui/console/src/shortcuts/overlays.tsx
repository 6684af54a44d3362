import { lazy, Suspense } from "react";
import { usePanels } from "./panels.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const CommandBar = lazy(() => import("./command-bar.tsx"));
const Sheet = lazy(() => import("./sheet.tsx"));

/** The command bar and the sheet of keys, and the keys themselves. */
export function Overlays() {
  useShortcuts();
  const { shown, open } = usePanels();
  const done = () => open(null);
  return (
    <Suspense fallback={null}>
      {shown === "commands" && <CommandBar onDone={done} />}
      {shown === "shortcuts" && <Sheet onDone={done} />}
    </Suspense>
  );
}
