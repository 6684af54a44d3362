/* How the widget looks and speaks here. What the page says to it while it runs wins, then the
   attributes of the line, then the desk's settings, then these. */

import type { Configuration, OwnTexts, Settings } from "../shared.ts";

export const DEFAULTS: Settings = {
  accent: "#5b5bd6",
  position: "right",
  offsetX: 20,
  offsetY: 20,
  language: "auto",
  theme: "auto",
  showPoweredBy: true,
  sound: true,
  texts: {},
  preChat: { isOn: false, name: "off", email: "off", consent: false },
  offline: { isOn: true, email: "optional" },
  launcher: true,
  zIndex: 2147483000,
  mqttUrl: null,
  baseTopic: null,
  words: {},
};

export const CONFIGURATION: Configuration = {
  deskName: "",
  widget: DEFAULTS,
  hours: { isOpen: true, changesAt: null },
  mqttPath: "/mqtt",
  baseTopic: "",
  maxMessageLength: 20_000,
  keepAliveTTL: 600_000,
  needsIdentity: false,
};

export type Told = Partial<Omit<Settings, "texts" | "preChat" | "offline">>;

const WORDS = ["title", "subtitle", "greeting", "offline", "consent"] as const;

/** What was told, as far as it is of the right kind: a page may write anything. */
export function understood(told: Readonly<Record<string, unknown>>): Told {
  const known: Record<string, unknown> = {};
  const words: OwnTexts = {};
  for (const [name, value] of Object.entries(told)) {
    const sample = DEFAULTS[name as keyof Settings];
    const text = String(value);
    if (value === undefined || value === null) continue;
    if (WORDS.some((word) => word === name)) words[name as keyof OwnTexts] = text;
    else if (name === "accent") {
      if (/^#[0-9a-f]{6}$/i.test(text)) known[name] = text;
    } else if (name === "position") known[name] = text === "left" ? "left" : "right";
    else if (name === "theme") known[name] = /^(light|dark)$/.test(text) ? text : "auto";
    else if (typeof sample === "boolean") known[name] = !/^(false|0|no|off)$/.test(text);
    else if (typeof sample === "number") {
      if (Number.isFinite(Number(value))) known[name] = Number(value);
    } else if (name === "language" || name === "mqttUrl" || name === "baseTopic")
      known[name] = text;
  }
  return Object.keys(words).length > 0 ? { ...known, words } : known;
}

export function merged(configuration: Configuration, ...told: readonly Told[]): Settings {
  let words: OwnTexts = {};
  for (const each of told) words = { ...words, ...each.words };
  return Object.assign({}, DEFAULTS, configuration.widget, ...told, { words }) as Settings;
}

/** The desk's answer; parts that are missing or unreadable are what they usually are. */
export async function configurationOf(server: string): Promise<Configuration> {
  const answer = await fetch(`${server}/widget/configuration`, { credentials: "omit" });
  if (!answer.ok) return CONFIGURATION;
  const told = (await answer.json()) as Partial<Configuration>;
  return { ...CONFIGURATION, ...told, widget: { ...DEFAULTS, ...told.widget } };
}
