import { RotateCcw } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { WidgetSettings } from "../api/shapes.ts";
import { IconButton } from "../ui/index.ts";
import { isColour } from "./colour.ts";
import styles from "./widget.module.css";
import { words } from "./words.ts";

/** As the widget offers it to every page: `Chimp("configure", {…})`. */
type Chimp = (command: string, told?: Record<string, unknown>) => unknown;

const LOOKS_FOR_IT = 100;
const GIVES_UP = 10_000;

/** The real widget on the real example page, with the settings that are not saved yet. */
export function WidgetPreview({ settings }: { settings: WidgetSettings; deskName: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [state, setState] = useState<"loading" | "ready" | "missing">("loading");
  const [turn, setTurn] = useState(0);

  const chimp = useCallback((): Chimp | null => {
    // `/demo` is a page of this server: the same origin, so that its window can be talked to.
    const inside = frame.current?.contentWindow as (Window & { Chimp?: Chimp }) | null | undefined;
    try {
      return typeof inside?.Chimp === "function" ? inside.Chimp : null;
    } catch {
      return null;
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn loads the frame anew
  useEffect(() => {
    setState("loading");
    const started = performance.now();
    const timer = setInterval(() => {
      const isReady = chimp() !== null;
      if (isReady) chimp()?.("open");
      if (isReady || performance.now() - started > GIVES_UP) {
        setState(isReady ? "ready" : "missing");
        clearInterval(timer);
      }
    }, LOOKS_FOR_IT);
    return () => clearInterval(timer);
  }, [chimp, turn]);

  useEffect(() => {
    if (state === "ready" && isColour(settings.accent)) {
      chimp()?.("configure", looks(settings));
    }
  }, [chimp, state, settings]);

  return (
    <aside className={styles.preview} aria-label={words("preview")}>
      <div className={styles.previewHeader}>
        <h2 className={styles.previewTitle}>{words("preview")}</h2>
        <IconButton label={words("previewAgain")} onClick={() => setTurn(turn + 1)}>
          <RotateCcw />
        </IconButton>
      </div>
      <div className={styles.frame}>
        <iframe key={turn} ref={frame} src="/demo?preview" title={words("preview")} />
        {state !== "ready" && (
          <div className={styles.waiting} role="status">
            {words(state === "loading" ? "previewLoading" : "previewMissing")}
          </div>
        )}
      </div>
      <p className={styles.previewAbout}>{words("previewAbout")}</p>
    </aside>
  );
}

/** Looks and words; what is asked before a chat begins is told by the server alone. */
function looks(settings: WidgetSettings): Record<string, unknown> {
  const { accent, theme, position, offsetX, offsetY, language, showPoweredBy, sound } = settings;
  const own = settings.texts[language === "auto" ? "en" : language] ?? {};
  return { accent, theme, position, offsetX, offsetY, language, showPoweredBy, sound, ...own };
}
