/* The routes in the form that openapi-fetch reads. By hand until the document has all of them. */

import type {
  Access,
  Attendant,
  AttendantChange,
  AttendantConfiguration,
  Ban,
  BanKind,
  CannedAnswer,
  DeskSettings,
  Hours,
  Id,
  LogInAnswer,
  Me,
  NewAttendant,
  NewBan,
  NewCannedAnswer,
  OneTimePassword,
  PastSession,
  Period,
  Row,
  SessionSearch,
  Summary,
  WidgetConfiguration,
  WidgetSettings,
} from "./shapes.ts";

interface Json<Value> {
  content: { "application/json": Value };
}
interface Nothing {
  parameters: { query?: never; path?: never };
}
interface At<Path> {
  parameters: { query?: never; path: Path };
}
interface Query<Search, Path = never> {
  parameters: [Path] extends [never]
    ? { query?: Search; path?: never }
    : { query?: Search; path: Path };
}
interface Answers<Value, Status extends number = 200> {
  responses: Record<Status, Json<Value>>;
}
interface IsDone {
  responses: { 204: { content?: never } };
}
interface Takes<Value> {
  requestBody: Json<Value>;
}

type Read<Value> = Nothing & Answers<Value>;
type Write<Value, Answer = Value> = Nothing & Takes<Value> & Answers<Answer>;
type OfCustomer = { customer_id: Id };

export interface Routes {
  "/login": { post: Write<{ email: string; password: string }, LogInAnswer> };
  "/logout": { post: Nothing & Takes<{ everywhere: boolean }> & IsDone };
  "/me": {
    get: Read<Me>;
    patch: Write<{ name?: string; email?: string; avatarURL?: string | null }, Me>;
  };
  "/me/password": { post: Nothing & Takes<{ current: string; password: string }> & IsDone };
  "/attendants": {
    get: Read<Attendant[]>;
    post: Nothing & Takes<NewAttendant> & Answers<Attendant & OneTimePassword, 201>;
  };
  "/attendants/{id}": {
    patch: At<{ id: Id }> & Takes<AttendantChange> & Answers<Attendant>;
  };
  "/attendants/{id}/password": { post: At<{ id: Id }> & Answers<OneTimePassword> };
  "/bans": { get: Read<Ban[]>; post: Nothing & Takes<NewBan> & Answers<Ban, 201> };
  "/bans/{kind}/{value}": { delete: At<{ kind: BanKind; value: string }> & IsDone };
  "/settings/desk": { get: Read<DeskSettings>; put: Write<DeskSettings> };
  "/settings/widget": { get: Read<WidgetSettings>; put: Write<WidgetSettings> };
  "/settings/hours": { get: Read<Hours>; put: Write<Hours> };
  "/settings/access": {
    get: Read<Access>;
    put: Write<{ allowedOrigins: string[] }, Access>;
  };
  "/settings/access/site-key": {
    post: Nothing & Answers<{ secret: string }, 201>;
    delete: Nothing & IsDone;
  };
  "/canned-answers": {
    get: Read<CannedAnswer[]>;
    post: Nothing & Takes<NewCannedAnswer> & Answers<CannedAnswer, 201>;
  };
  "/canned-answers/{id}": {
    put: At<{ id: number }> & Takes<NewCannedAnswer> & Answers<CannedAnswer>;
    delete: At<{ id: number }> & IsDone;
  };
  "/widget/configuration": { get: Read<WidgetConfiguration> };
  "/config/attendant": { get: Read<AttendantConfiguration> };
  "/session/{id}": { get: At<{ id: string }> & Answers<PastSession | null> };
  "/sessions": { get: Query<SessionSearch> & Answers<Summary[]> };
  "/chimpassist/{customer_id}/statistics": { get: Query<Period, OfCustomer> & Answers<Row[]> };
  "/chimpassist/customer/{customer_id}/contactInfo": {
    get: Query<{ attendant?: string }, OfCustomer> & Answers<Row[]>;
  };
  "/chimpassist/customer/{customer_id}/additionalInfo": {
    get: Query<{ attendant?: string }, OfCustomer> & Answers<Row[]>;
  };
}
