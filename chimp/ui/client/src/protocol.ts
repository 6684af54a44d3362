/**
 * What is said between the server and its clients in our own dialect, as two unions.
 *
 * The payloads are generated (`npm run generate`) from what the server publishes about itself; who
 * speaks another `PROTOCOL_VERSION` is refused by the server with `unsupported_version`. Members
 * that are not known here are to be ignored: more may follow within one version.
 */
import type * as shapes from "./generated/mqtt.ts";

export { PROTOCOL_VERSION } from "./generated/mqtt.ts";

/** Compared as text: some clients use numbers. */
export type Id = string | number;

export type Message = shapes.NativeMessageShape;
export type Person = shapes.PersonShape;
export type Side = Person["kind"];
export type Control = shapes.ControlShape;
export type Refusal = shapes.RefusalShape;
export type Typing = shapes.TypingShape;
export type Seen = shapes.SeenShape;
export type Session = shapes.SessionShape;
export type SessionSummary = shapes.SessionSummary;
export type Presence = shapes.PresenceShape;
export type Availability = shapes.AvailabilityShape;
export type Note = shapes.NoteShape;
export type Returned = shapes.ReturnedShape;
export type Monitor = shapes.MonitorShape;
export type Attendant = shapes.AttendantShape;
export type Customer = shapes.CustomerShape;
export type Level = shapes.Level;
export type Instruction = shapes.Instruction;
export type CloseReason = shapes.Reason;

type Heard<Topic extends keyof shapes.DownTopics> = shapes.DownTopics[Topic];

/** Everything that a client can hear; `channel` tells them apart, and in a control `instruction`. */
export type Down =
  | { channel: "control"; sessionTopic: string; payload: Heard<"{sessionTopic}/client/control"> }
  | { channel: "messages"; sessionTopic: string; payload: Heard<"{sessionTopic}/client/messages"> }
  | { channel: "typing"; sessionTopic: string; payload: Heard<"{sessionTopic}/client/typing"> }
  | { channel: "viewed"; sessionTopic: string; payload: Heard<"{sessionTopic}/client/viewed"> }
  | { channel: "desk/availability"; payload: Heard<"client/desk/availability"> }
  | { channel: "desk/attendants"; payload: Heard<"client/desk/attendants/{attendantId}"> }
  | { channel: "desk/sessions"; payload: Heard<"client/desk/sessions/{sessionId}"> }
  | { channel: "desk/notes"; payload: Heard<"client/desk/notes/{sessionId}"> }
  | { channel: "assign"; payload: Heard<"client/attendants/assign/{attendantId}"> }
  | { channel: "attendantControl"; payload: Heard<"client/attendants/control/{attendantId}"> };

/** What a customer may do in a session, each with its payload. */
export type CustomerActs = {
  [Topic in keyof shapes.UpTopics as Topic extends `{sessionTopic}/server/${infer Act}`
    ? Act
    : never]: shapes.UpTopics[Topic];
};

/** What an attendant may do, each with its payload. */
export type AttendantActs = {
  [Topic in keyof shapes.UpTopics as Topic extends `server/attendants/{attendantId}/${infer Act}`
    ? Act
    : never]: shapes.UpTopics[Topic];
};

/** Everything that a client can say; `publication` has the topic of it. */
export type Up =
  | {
      [Act in keyof CustomerActs]: { act: Act; sessionTopic: string; payload: CustomerActs[Act] };
    }[keyof CustomerActs]
  | {
      [Act in keyof AttendantActs]: { act: Act; attendantId: Id; payload: AttendantActs[Act] };
    }[keyof AttendantActs];

/** Where something is published, without the base topic, and what. */
export type Publication = readonly [topic: string, payload: object];

/** What is to be published, to hand to `MqttConnection.publish`. */
export function publication(up: Up): Publication {
  const topic =
    "sessionTopic" in up ? `${up.sessionTopic}/server` : `server/attendants/${up.attendantId}`;
  return [`${topic}/${up.act}`, up.payload];
}

const BELOW_SESSION = /^(server\/sessions\/.+)\/client\/(control|messages|typing|viewed)$/;
const OF_ATTENDANTS =
  /^client\/(?:(desk\/(?:availability|attendants|sessions|notes))(?:\/[^/]+)?|attendants\/(?:(assign)|control)\/[^/]+)$/;

/**
 * What was heard on a topic, or null if that is nothing of our dialect or no JSON object.
 *
 * `MqttConnection` hands out topics without the base; who has another client names it.
 */
export function readDown(topic: string, payload: Uint8Array, baseTopic = ""): Down | null {
  const base = baseTopic && `${baseTopic}/`;
  if (!topic.startsWith(base)) return null;
  const local = topic.slice(base.length);
  const below = BELOW_SESSION.exec(local);
  const other = below ? null : OF_ATTENDANTS.exec(local);
  const told = below || other ? parsed(payload) : null;
  if (told === null) return null;
  if (below) return { channel: below[2], sessionTopic: below[1], payload: told } as Down;
  return { channel: other?.[1] ?? other?.[2] ?? "attendantControl", payload: told } as Down;
}

function parsed(payload: Uint8Array): object | null {
  try {
    const told: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    return typeof told === "object" && !Array.isArray(told) ? told : null;
  } catch {
    return null;
  }
}
