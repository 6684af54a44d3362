import { useSaveWidgetSettings, useWidgetSettings } from "../api/settings.ts";
import type { WidgetSettings } from "../api/shapes.ts";
import { Page, Section } from "../ui/index.ts";
import { isColour } from "./colour.ts";
import { useDraft } from "./drafts.ts";
import { Load } from "./load.tsx";
import { SaveBar } from "./save-bar.tsx";
import styles from "./widget.module.css";
import { WidgetForms } from "./widget-forms.tsx";
import { WidgetLook } from "./widget-look.tsx";
import { WidgetPreview } from "./widget-preview.tsx";
import { WidgetTextsEditor } from "./widget-texts.tsx";
import { words } from "./words.ts";

/** What one part of the form gets, and how it changes it. */
export interface PartProps {
  settings: WidgetSettings;
  change(change: Partial<WidgetSettings>): void;
  error: unknown;
}

export function Widget() {
  const settings = useWidgetSettings();
  return (
    <Page title={words("widget")} about={words("widgetAbout")} width="wide">
      <Load query={settings}>{(saved) => <WidgetForm saved={saved} />}</Load>
    </Page>
  );
}

const FIELDS = ["accent", "position", "offsetX", "offsetY", "language", "theme", "texts"];

function WidgetForm({ saved }: { saved: WidgetSettings }) {
  const { value, isDirty, change, discard } = useDraft("widget", saved);
  const save = useSaveWidgetSettings();
  const part: PartProps = {
    settings: value,
    change: (changed) => change({ ...value, ...changed }),
    error: save.error,
  };
  const isReadable = isColour(value.accent);
  return (
    <div className={styles.split}>
      <div className={styles.form}>
        <Section title={words("look")}>
          <WidgetLook {...part} />
        </Section>
        <Section title={words("texts")} about={words("textsAbout")}>
          <WidgetTextsEditor {...part} />
        </Section>
        <WidgetForms {...part} />
        <SaveBar
          isDirty={isDirty}
          isBusy={save.isPending}
          isSaved={save.isSuccess}
          error={save.error}
          fields={FIELDS}
          onSave={() => {
            if (isReadable) save.mutate(value, { onSuccess: discard });
          }}
          problem={isReadable ? null : words("colourProblem")}
          onDiscard={() => {
            save.reset();
            discard();
          }}
        />
      </div>
      <WidgetPreview settings={value} />
    </div>
  );
}
