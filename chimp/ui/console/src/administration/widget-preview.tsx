import { RotateCcw } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { WidgetSettings } from "../api/shapes.ts";
import { IconButton } from "../ui/index.ts";
import { isColour } from "./colour.ts";
import styles from "./widget.module.css";
import { words } from "./words.ts";

/** As the widget offers it to every page: `Chimp("configure", {…})`. */
type Chimp = (command: string, ...told: unknown[]) => unknown;

/** Takes back what the preview was told before. */
const NO_TEXTS = { title: "", subtitle: "", greeting: "", offline: "", consent: "" };

const LOOKS_FOR_IT = 100;
const GIVES_UP = 10_000;

/** The real widget on the real example page, with the settings that are not saved yet. */
export function WidgetPreview({ settings }: { settings: WidgetSettings }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [state, setState] = useState<"loading" | "ready" | "missing">("loading");
  const [turn, setTurn] = useState(0);
  const latest = useRef(settings);
  latest.current = settings;

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
    const looking = setInterval(() => {
      const widget = chimp();
      if (widget === null) return;
      clearInterval(looking);
      // What is shown first takes the focus, which whoever fills in the form beside it keeps: until
      // then the frame is inert.
      widget("on", "open", () => afterDrawing(() => setState("ready")));
      widget("configure", looks(latest.current));
      widget("open");
    }, LOOKS_FOR_IT);
    const givingUp = setTimeout(() => {
      clearInterval(looking);
      setState((now) => (now === "ready" ? now : "missing"));
    }, GIVES_UP);
    return () => {
      clearInterval(looking);
      clearTimeout(givingUp);
    };
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
        <iframe
          key={turn}
          ref={frame}
          src="/demo?preview"
          title={words("preview")}
          inert={state !== "ready"}
        />
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

function afterDrawing(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

/** Looks and words; what is asked before a chat begins is told by the server alone. */
function looks(settings: WidgetSettings): Record<string, unknown> {
  const { accent, theme, position, offsetX, offsetY, language, showPoweredBy, sound } = settings;
  const own = { ...NO_TEXTS, ...settings.texts[language === "auto" ? "en" : language] };
  return { accent, theme, position, offsetX, offsetY, language, showPoweredBy, sound, ...own };
}
