import type { Presence, WidgetSettings } from "../api/shapes.ts";
import { CheckboxField, Section, SelectField, SwitchField } from "../ui/index.ts";
import styles from "./administration.module.css";
import type { PartProps } from "./widget.tsx";
import { words } from "./words.ts";

/** What customers are asked before they talk, and when nobody is there. */
export function WidgetForms({ settings, change }: PartProps) {
  const { preChat, offline } = settings;
  const ask = (changed: Partial<WidgetSettings["preChat"]>) =>
    change({ preChat: { ...preChat, ...changed } });
  const leave = (changed: Partial<WidgetSettings["offline"]>) =>
    change({ offline: { ...offline, ...changed } });
  return (
    <>
      <Section title={words("preChat")} about={words("preChatAbout")}>
        <SwitchField
          label={words("preChatOn")}
          checked={preChat.isOn}
          onChange={(isOn) => ask({ isOn })}
        />
        {preChat.isOn && (
          <>
            <div className={styles.pair}>
              <Asked
                label={words("askName")}
                value={preChat.name}
                onChange={(name) => ask({ name })}
              />
              <Asked
                label={words("askEmail")}
                value={preChat.email}
                onChange={(email) => ask({ email })}
              />
            </div>
            <CheckboxField
              label={words("askConsent")}
              hint={words("askConsentHint")}
              checked={preChat.consent}
              onChange={(consent) => ask({ consent })}
            />
          </>
        )}
      </Section>
      <Section title={words("offlineForm")} about={words("offlineFormAbout")}>
        <SwitchField
          label={words("offlineFormOn")}
          checked={offline.isOn}
          onChange={(isOn) => leave({ isOn })}
        />
        {offline.isOn && (
          <SelectField
            label={words("askEmail")}
            value={offline.email}
            onChange={(event) =>
              leave({ email: event.currentTarget.value as "optional" | "required" })
            }
          >
            <option value="optional">{words("optional")}</option>
            <option value="required">{words("required")}</option>
          </SelectField>
        )}
      </Section>
    </>
  );
}

function Asked(props: { label: string; value: Presence; onChange(value: Presence): void }) {
  return (
    <SelectField
      label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value as Presence)}
    >
      <option value="off">{words("notAsked")}</option>
      <option value="optional">{words("optional")}</option>
      <option value="required">{words("required")}</option>
    </SelectField>
  );
}
