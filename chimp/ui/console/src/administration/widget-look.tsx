import { wordsAt } from "../api/problem.ts";
import type { WidgetLanguage, WidgetSettings } from "../api/shapes.ts";
import { Field, SelectField, SwitchField, TextField, TextInput } from "../ui/index.ts";
import styles from "./administration.module.css";
import { isColour, textOn } from "./colour.ts";
import { WIDGET_LANGUAGES } from "./languages.ts";
import looks from "./widget.module.css";
import type { PartProps } from "./widget.tsx";
import { words } from "./words.ts";

const SWATCHES = [
  "#5b5bd6",
  "#0d74ce",
  "#0b6e75",
  "#18794e",
  "#ad5700",
  "#c62a2f",
  "#ab1e6a",
  "#1c2024",
];
const READABLE = 4.5;

export function WidgetLook({ settings, change, error }: PartProps) {
  return (
    <>
      <Colour
        value={settings.accent}
        error={wordsAt(error, "accent")}
        onChange={(accent) => change({ accent })}
      />
      <div className={styles.pair}>
        <SelectField
          label={words("themeOfWidget")}
          value={settings.theme}
          error={wordsAt(error, "theme")}
          onChange={(event) =>
            change({ theme: event.currentTarget.value as WidgetSettings["theme"] })
          }
        >
          <option value="auto">{words("themeAuto")}</option>
          <option value="light">{words("themeLight")}</option>
          <option value="dark">{words("themeDark")}</option>
        </SelectField>
        <SelectField
          label={words("languageOfWidget")}
          value={settings.language}
          error={wordsAt(error, "language")}
          onChange={(event) =>
            change({ language: event.currentTarget.value as "auto" | WidgetLanguage })
          }
        >
          <option value="auto">{words("languageAuto")}</option>
          {WIDGET_LANGUAGES.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <div className={styles.pair}>
        <SelectField
          label={words("position")}
          value={settings.position}
          error={wordsAt(error, "position")}
          onChange={(event) =>
            change({ position: event.currentTarget.value as WidgetSettings["position"] })
          }
        >
          <option value="right">{words("right")}</option>
          <option value="left">{words("left")}</option>
        </SelectField>
        <Pixels
          label={words("offsetX")}
          value={settings.offsetX}
          error={wordsAt(error, "offsetX")}
          onChange={(offsetX) => change({ offsetX })}
        />
        <Pixels
          label={words("offsetY")}
          value={settings.offsetY}
          error={wordsAt(error, "offsetY")}
          onChange={(offsetY) => change({ offsetY })}
        />
      </div>
      <SwitchField
        label={words("sound")}
        hint={words("soundHint")}
        checked={settings.sound}
        onChange={(sound) => change({ sound })}
      />
      <SwitchField
        label={words("poweredBy")}
        checked={settings.showPoweredBy}
        onChange={(showPoweredBy) => change({ showPoweredBy })}
      />
    </>
  );
}

function Colour(props: { value: string; error: string | null; onChange(value: string): void }) {
  const isKnown = isColour(props.value);
  const on = textOn(isKnown ? props.value : "#000000");
  const hint =
    on.contrast < READABLE
      ? words("colourHard", { contrast: on.contrast.toFixed(1) })
      : words("colourHint", { contrast: on.contrast.toFixed(1) });
  return (
    <>
      <Field
        label={words("colour")}
        hint={hint}
        error={props.error ?? (isKnown ? null : words("colourProblem"))}
      >
        {(wired) => (
          <div className={looks.colour}>
            <input
              type="color"
              className={looks.picker}
              aria-label={words("colourPick")}
              value={isKnown ? props.value.toLowerCase() : "#000000"}
              onChange={(event) => props.onChange(event.currentTarget.value)}
            />
            <TextInput
              {...wired}
              className={looks.hex}
              spellCheck={false}
              maxLength={7}
              value={props.value}
              onChange={(event) => props.onChange(event.currentTarget.value.trim())}
            />
          </div>
        )}
      </Field>
      <fieldset className={styles.group}>
        <legend className="visually-hidden">{words("colours")}</legend>
        <div className={looks.swatches}>
          {SWATCHES.map((colour) => (
            <button
              key={colour}
              type="button"
              className={looks.swatch}
              style={{ background: colour }}
              aria-label={colour}
              aria-pressed={props.value.toLowerCase() === colour}
              onClick={() => props.onChange(colour)}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}

function Pixels(props: {
  label: string;
  value: number;
  error: string | null;
  onChange(value: number): void;
}) {
  return (
    <TextField
      label={props.label}
      type="number"
      inputMode="numeric"
      min={0}
      max={1000}
      value={String(props.value)}
      error={props.error}
      onChange={(event) => {
        const value = event.currentTarget.valueAsNumber;
        props.onChange(Number.isNaN(value) ? 0 : Math.round(value));
      }}
    />
  );
}
