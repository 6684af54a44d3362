/* What the server's HTTP routes take and answer. */

export type Id = string | number;
export type Level = "support/firstLevel" | "support/secondLevel" | "support/supervisor";

export interface Customer {
  id: Id;
  name: string | null;
  avatarURL: string | null;
  verified?: boolean;
  [detail: string]: unknown;
}

export interface Account {
  id: Id;
  email: string | null;
  name: string | null;
  avatarURL: string | null;
  type: Level;
  isAdministrator: boolean;
  maxSessions: number | null;
}

export interface Me extends Account {
  mustChangePassword: boolean;
}

export interface Attendant extends Account {
  disabled: boolean;
  createdAt: number;
  mustChangePassword: boolean;
}

export interface NewAttendant {
  email: string;
  name?: string;
  avatarURL?: string | null;
  type?: Level;
  isAdministrator?: boolean;
  maxSessions?: number | null;
}

export interface AttendantChange {
  email?: string;
  name?: string;
  avatarURL?: string | null;
  type?: Level;
  isAdministrator?: boolean;
  maxSessions?: number | null;
  disabled?: boolean;
}

export interface OneTimePassword {
  oneTimePassword: string;
}

export type BanKind = "customer" | "address";

export interface Ban {
  kind: BanKind;
  value: string;
  createdAt: number;
  until: number | null;
  by: Id | null;
  because: string | null;
}

export interface NewBan {
  kind: BanKind;
  value: string;
  minutes?: number;
  because?: string;
}

export interface DeskSettings {
  name: string;
  isSetUp: boolean;
}

export type WidgetLanguage = "en" | "pt-BR" | "es" | "de" | "fr" | "ar";
export type Presence = "off" | "optional" | "required";

export interface WidgetTexts {
  title?: string;
  subtitle?: string;
  greeting?: string;
  offline?: string;
  consent?: string;
}

export interface WidgetSettings {
  accent: string;
  position: "right" | "left";
  offsetX: number;
  offsetY: number;
  language: "auto" | WidgetLanguage;
  theme: "auto" | "light" | "dark";
  showPoweredBy: boolean;
  sound: boolean;
  texts: Partial<Record<WidgetLanguage, WidgetTexts>>;
  preChat: { isOn: boolean; name: Presence; email: Presence; consent: boolean };
  offline: { isOn: boolean; email: "optional" | "required" };
}

export type Weekday =
  | "monday"
  | "tuesday"
  | "wednesday"
  | "thursday"
  | "friday"
  | "saturday"
  | "sunday";

export interface Span {
  from: string;
  to: string;
}

export type Week = Record<Weekday, Span[]>;

export interface Hours {
  isOn: boolean;
  timeZone: string;
  week: Week;
  closedOn: string[];
}

export interface Access {
  allowedOrigins: string[];
  configuredOrigins: string[];
  siteKey: { state: "none" | "configured" | "stored"; createdAt: number | null };
}

export interface CannedAnswer {
  id: number;
  shortcut: string;
  title: string;
  content: string;
  changedAt: number;
}

export type NewCannedAnswer = Pick<CannedAnswer, "shortcut" | "title" | "content">;

export interface WidgetConfiguration {
  deskName: string;
  widget: WidgetSettings;
  hours: { isOpen: boolean; changesAt: number | null };
  mqttPath: string;
  baseTopic: string;
  maxMessageLength: number;
  keepAliveTTL: number;
  protocolVersion: number;
  needsIdentity: boolean;
  languages: WidgetLanguage[];
}

export interface AttendantConfiguration {
  keepAliveTTL: number;
  timeZone: string;
}

export interface Link {
  url: string;
  label: string;
}

/** `x` is DD/MM/YYYY-HH:MM:SS in the server's time zone. */
export interface Point {
  x: string;
  y: number;
}

export interface Row {
  label: string;
  value: string | Link[] | Point[];
}

/** A period as the server reads it: YYYYMMDD-HH:MM:SS in its time zone. */
export interface Period {
  start_date_time?: string;
  end_date_time?: string;
}

export interface Rating {
  score: number;
  comment: string | null;
}

export interface Summary {
  sessionId: Id;
  sessionTopic: string;
  customer: Customer;
  status: "waitingAttendantsAssignment" | "online" | "aborted";
  type: Level;
  createdAt: number;
  waitingSince: number;
  assignedAttendants: Id[];
  offeredTo: Id | null;
  declinedBy: string[];
  lastSeq: number;
  closedAt: number | null;
  reason: string | null;
  closedBy: Id | null;
  closeNote: string | null;
  rating: Rating | null;
  customerOnline: boolean;
  page: { url: string; title: string | null } | null;
  leftMessage: boolean;
  lastMessage?: LastMessage | null;
  unread?: number;
}

export interface LastMessage {
  seq: number;
  from: { kind: "customer" | "attendant"; id: Id; name: string | null };
  content: string;
  storedAt: number;
}

export interface SessionSearch {
  state?: "open" | "closed" | "all";
  q?: string;
  attendant?: string;
  customer?: string;
  offset?: number;
  limit?: number;
}

export interface LogInAnswer {
  expiresAt: number;
  attendant: Account;
}

/** What `GET /session/{id}` tells, as far as the console needs it. */
export interface PastSession {
  sessionId: Id;
  sessionTopic: string;
  customer: Customer;
  createdAt: number;
  status: Summary["status"];
}
