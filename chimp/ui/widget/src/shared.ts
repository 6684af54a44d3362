/* What the two parts agree on: the loader, which every page pays for, and the chat, which comes
   when somebody wants it. Types alone, so that neither carries the other. */

import type english from "./language/en.json";

export type Plural = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** What a language says; `en.json` decides which texts there are. */
export type Texts = {
  readonly [Key in keyof typeof english]: (typeof english)[Key] extends string ? string : Plural;
};

/** What whoever runs the desk may say in their own words, for each language. */
export type OwnTexts = Partial<
  Record<"title" | "subtitle" | "greeting" | "offline" | "consent", string>
>;

export type Need = "off" | "optional" | "required";

/** As `GET /widget/configuration` tells it: what the desk has decided. */
export interface DeskSettings {
  accent: string;
  position: "right" | "left";
  offsetX: number;
  offsetY: number;
  language: string;
  theme: "auto" | "light" | "dark";
  showPoweredBy: boolean;
  sound: boolean;
  texts: Record<string, OwnTexts>;
  preChat: { isOn: boolean; name: Need; email: Need; consent: boolean };
  offline: { isOn: boolean; email: "optional" | "required" };
}

/** The same, and what only the page decides. */
export interface Settings extends DeskSettings {
  /** Whether the round button is shown; without it the page opens the chat itself. */
  launcher: boolean;
  zIndex: number;
  /** Where the broker is, if not beside the page of this script. */
  mqttUrl: string | null;
  baseTopic: string | null;
  /** Words of the page, whatever the language. */
  words: OwnTexts;
}

export interface Configuration {
  deskName: string;
  widget: DeskSettings;
  hours: { isOpen: boolean; changesAt: number | null };
  mqttPath: string;
  baseTopic: string;
  maxMessageLength: number;
  keepAliveTTL: number;
  needsIdentity: boolean;
}

export type Plain = string | number | boolean;

/** Who the page says the customer is. `token` proves it; without it, it is only said. */
export interface Customer {
  token?: string;
  id?: string | number;
  name?: string;
  email?: string;
  avatarURL?: string;
  attributes: Record<string, Plain>;
}

/** Everything a page can listen to. */
export interface Happenings {
  ready: { language: string };
  open: Record<string, never>;
  close: Record<string, never>;
  message: { id: string; from: "customer" | "attendant"; name: string | null; content: string };
  unread: { count: number };
  session: { state: "waiting" | "talking" | "closed" | "none"; sessionId: string | null };
  error: { code: string; message: string };
}

export interface Loader {
  /** Where the script came from, without a slash at the end. */
  readonly server: string;
  readonly root: ShadowRoot;
  /** The chat renders here. */
  readonly place: HTMLElement;
  /** The same object until something changes, when `watch` tells. */
  readonly settings: Settings;
  readonly configuration: Configuration;
  readonly texts: Texts;
  readonly language: string;
  readonly customer: Customer;
  readonly isOpen: boolean;
  /** Returns what ends it. */
  watch(listener: () => void): () => void;
  emit<Name extends keyof Happenings>(name: Name, detail: Happenings[Name]): void;
  showUnread(count: number): void;
  /** Whether the chat is open counts over a reload, from the first message on. */
  remember(): void;
  close(): void;
}

export interface Chat {
  /** `draft` is put where the customer writes; `takesFocus` when they asked for it. */
  open(how: { draft?: string | undefined; takesFocus: boolean }): void;
  close(): void;
  /** Another customer has come, or says more about themselves. */
  described(): void;
  /** Forget the conversation and whoever had it. */
  forget(): void;
  stop(): void;
}

export type StartChat = (loader: Loader) => Chat;

export const KEYS = {
  session: "chimp.session",
  pending: "chimp.pending",
  draft: "chimp.draft",
  isOpen: "chimp.open",
  isMuted: "chimp.muted",
  rang: "chimp.rang",
} as const;
