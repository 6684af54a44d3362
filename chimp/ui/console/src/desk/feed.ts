/**
 * Keeps the desk alive: one line, everything that is heard on it, and what has to be asked for when
 * it was gone. One feed as long as somebody is logged in.
 */
import { type Down, MqttConnection, readDown } from "@chimp/client";
import { type Account, useStanding } from "../app/account.ts";
import { HttpError, request } from "../app/http.ts";
import { act, actThrough } from "./acts.ts";
import type { DeskEvent } from "./desk.ts";
import { newId } from "./identifier.ts";
import { lineThrough, useLine } from "./line.ts";
import { heardRefusal } from "./refusals.ts";
import { awaitAgain, sayWhatWasLeft, settled } from "./say.ts";
import { tellDesk, tellDeskAll, useDesk } from "./store.ts";
import { fillGaps, forgetGaps } from "./threads.ts";
import type { DeskAnswer } from "./wire.ts";

interface Configuration {
  mqttPath: string;
  baseTopic: string;
  maxMessageLength: number;
}

const USUAL: Configuration = { mqttPath: "/mqtt", baseTopic: "", maxMessageLength: 20_000 };
const GATHER = 120;
const AGAIN = 4000;
const CLOCK = 2000;
const FRAME = 16;

export class Feed {
  readonly #account: Account;
  #connection: MqttConnection | null = null;
  #isStopped = false;
  #asking: DeskEvent[] | null = null;
  /** Heard within this frame, after the first; null if nothing has been. */
  #gathered: DeskEvent[] | null = null;
  #isAskedAgain = false;
  #hasSaidWhatWasLeft = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** What is heard of which session. */
  readonly #topics = new Map<string, string>();
  readonly #disposers: (() => void)[] = [];

  constructor(account: Account) {
    this.#account = account;
  }

  /** Comes online as soon as there is a line. */
  async start(): Promise<void> {
    const { id: me, name, avatarURL } = this.#account;
    tellDesk({ type: "began", me, name, avatarURL });
    const { mqttPath, baseTopic, maxMessageLength } = await configuration();
    if (this.#isStopped) {
      return;
    }
    useLine.setState({ maxMessageLength });
    const { id } = this.#account;
    const connection = new MqttConnection({
      url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${mqttPath}`,
      clientId: `console-${newId()}`,
      baseTopic,
      credentials: async () => ({ username: "@cookie", password: "-" }),
      will: { topic: `server/attendants/${id}/quit`, payload: {} },
      onState: (state, retryAt) => this.#stateChanged(state, retryAt),
      onPublish: (topic, payload) => this.#heard(readDown(topic, payload)),
      onSubscribed: (filter) => this.#subscribed(filter),
    });
    this.#connection = connection;
    actThrough((topic, payload, options) => connection.publish(topic, payload, options));
    lineThrough(() => connection.wake());
    for (const filter of [
      "client/desk/#",
      `client/attendants/assign/${id}`,
      `client/attendants/control/${id}`,
    ]) {
      connection.subscribe(filter);
    }
    this.#watch();
    connection.start();
  }

  /** Says goodbye; what is kept in this browser stays. */
  stop(): void {
    this.#isStopped = true;
    act("quit", {});
    actThrough(null);
    lineThrough(null);
    this.#connection?.stop();
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
    }
    for (const dispose of this.#disposers) {
      dispose();
    }
  }

  #watch(): void {
    const wake = () => {
      if (document.visibilityState === "visible") {
        this.#connection?.wake();
      }
    };
    const clock = setInterval(() => tellDesk({ type: "passed", at: Date.now() }), CLOCK);
    addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    const loggedIn = useStanding.subscribe((now, before) => {
      if (now.state === "in" && before.state === "expired") {
        this.#connection?.stop();
        this.#connection?.start();
      }
    });
    const gaps = useDesk.subscribe((now, before) => {
      if (now.threads !== before.threads) {
        fillGaps(now);
      }
    });
    this.#disposers.push(
      () => clearInterval(clock),
      () => removeEventListener("online", wake),
      () => document.removeEventListener("visibilitychange", wake),
      loggedIn,
      gaps,
    );
  }

  #stateChanged(state: "connecting" | "online" | "offline" | "refused", retryAt: number | null) {
    this.#tellGathered();
    const before = useLine.getState();
    const isOnline = state === "online";
    useLine.setState({ state, retryAt, hasBeenOnline: before.hasBeenOnline || isOnline });
    if (isOnline) {
      act("online", {});
      awaitAgain();
    } else if (before.state === "online") {
      tellDesk({ type: "everyConversation", event: { type: "lineLost" } });
    }
    if (state === "refused") {
      // Whether the log-in has ended is said by the answer.
      void request("GET", "/me").catch(() => undefined);
    }
  }

  /** What was said in that session before now may have been missed, and in no other. */
  #subscribed(filter: string): void {
    const sessionId = this.#topics.get(filter);
    if (sessionId !== undefined && useDesk.getState().threads[sessionId] !== undefined) {
      tellDesk({ type: "conversation", sessionId, event: { type: "lineBack" } });
    }
    this.#syncSoon();
  }

  #syncSoon(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
    }
    this.#timer = setTimeout(() => void this.#sync(), GATHER);
  }

  /** How everything stands; what is heard while it is asked for counts after the answer. */
  async #sync(): Promise<void> {
    if (this.#asking !== null) {
      this.#isAskedAgain = true;
      return;
    }
    this.#tellGathered();
    this.#asking = [];
    try {
      const answer = await request<DeskAnswer>("GET", "/desk");
      this.#tellGathered(); // it is among what was heard, and not to be told once more after that
      const heard = this.#asking;
      this.#asking = null;
      tellDeskAll([{ type: "loaded", answer, at: Date.now() }, ...heard]);
      forgetGaps();
      this.#follow();
      if (!this.#hasSaidWhatWasLeft) {
        this.#hasSaidWhatWasLeft = true;
        sayWhatWasLeft();
      }
    } catch (error) {
      this.#tellGathered();
      tellDeskAll(this.#asking ?? []);
      this.#asking = null;
      const isOver = error instanceof HttpError && error.status < 500;
      if (!isOver && !this.#isStopped) {
        this.#timer = setTimeout(() => void this.#sync(), AGAIN);
      }
    }
    if (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      this.#syncSoon();
    }
  }

  /** Hears what is said in every open session, and in no other. */
  #follow(): void {
    const open = new Map<string, string>();
    for (const session of Object.values(useDesk.getState().sessions)) {
      if (session.status !== "aborted") {
        open.set(`${session.sessionTopic}/client/#`, String(session.sessionId));
      }
    }
    for (const [filter, sessionId] of open) {
      if (!this.#topics.has(filter)) {
        this.#topics.set(filter, sessionId);
        this.#connection?.subscribe(filter);
      }
    }
    for (const filter of this.#topics.keys()) {
      if (!open.has(filter)) {
        this.#topics.delete(filter);
        this.#connection?.unsubscribe(filter);
      }
    }
  }

  #heard(down: Down | null): void {
    if (down === null) {
      return;
    }
    const event = this.#eventOf(down);
    if (event === null) {
      return;
    }
    this.#asking?.push(event);
    if (this.#gathered !== null) {
      this.#gathered.push(event);
      return;
    }
    this.#tell([event]);
    if (document.visibilityState === "visible") {
      this.#gathered = [];
      setTimeout(() => this.#tellGathered(), FRAME); // frames themselves may stop, with the screen
    }
  }

  /** What comes in one after the other is drawn once a frame; only the first is not kept waiting. */
  #tellGathered(): void {
    const gathered = this.#gathered ?? [];
    this.#gathered = null;
    this.#tell(gathered);
  }

  #tell(events: readonly DeskEvent[]): void {
    if (events.length > 0) {
      tellDeskAll(events);
    }
    if (events.some((event) => event.type === "session")) {
      this.#follow();
    }
  }

  #eventOf(down: Down): DeskEvent | null {
    const at = Date.now();
    switch (down.channel) {
      case "desk/sessions":
        return { type: "session", summary: down.payload, at };
      case "desk/attendants":
        return { type: "attendant", presence: down.payload };
      case "desk/availability":
        return { type: "availability", availability: down.payload };
      case "desk/notes":
        settled(down.payload.id);
        return {
          type: "notes",
          sessionId: String(down.payload.sessionId),
          notes: [down.payload],
        };
      case "messages":
        settled(down.payload.id);
        return { type: "message", message: down.payload };
      case "viewed":
        return { type: "seen", seen: down.payload };
      case "typing":
        return { type: "typing", typing: down.payload, at };
      case "attendantControl":
        heardRefusal(down.payload);
        return null;
      default:
        return null; // an offer stands in the summary too, with who it is made to
    }
  }
}

/** Where the broker is; a server that does not say so has it where it usually is. */
async function configuration(): Promise<Configuration> {
  try {
    return { ...USUAL, ...(await request<Partial<Configuration>>("GET", "/widget/configuration")) };
  } catch {
    return USUAL;
  }
}
