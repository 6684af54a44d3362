/* What the server's HTTP routes take and answer: the names under which the console knows it. */

import type { components, operations } from "@chimp/client/generated/http";

type Schemas = components["schemas"];

export type Id = string | number;
export type Level = Schemas["Level"];

/** The details that a site tells of a customer lie beside these. */
export interface Customer {
  id: Id;
  name: string | null;
  avatarURL: string | null;
  verified?: boolean;
  [detail: string]: unknown;
}

export type Me = Schemas["MyselfShape"];
export type MeChange = Schemas["ProfileChange"];
export type PasswordChange = Schemas["PasswordChange"];
export type Attendant = Schemas["KeptAccountShape"];
export type NewAttendant = Schemas["NewAccount"];
export type AttendantChange = Schemas["AccountChange"];

export type BanKind = Schemas["BanKind"];
export type Ban = Schemas["BanShape"];
export type NewBan = Schemas["NewBan"];

export type DeskSettings = Schemas["DeskSettings"];
export type WidgetSettings = Schemas["WidgetSettings"];
export type WidgetTexts = Schemas["WidgetTexts"];
export type WidgetLanguage = Exclude<WidgetSettings["language"], "auto">;
export type Presence = Schemas["PreChat"]["name"];
export type Hours = Schemas["HoursSettings"];
export type Week = Schemas["Week"];
export type Weekday = keyof Week;
export type Span = Schemas["OpenFromTo"];
export type Access = Schemas["AccessShape"];

export type CannedAnswer = Schemas["CannedAnswerShape"];
export type NewCannedAnswer = Schemas["CannedAnswerPayload"];

export type Link = Schemas["Link"];
/** `x` is DD/MM/YYYY-HH:MM:SS in the server's time zone. */
export type Point = Schemas["Point"];
export type Row = Schemas["Row"];
/** A period as the server reads it: YYYYMMDD-HH:MM:SS in its time zone. */
export type Period = NonNullable<
  operations["getChimpassistCustomer_idStatistics"]["parameters"]["query"]
>;

export type Rating = Schemas["RatingShape"];
export type Summary = Schemas["DeskSession"];
