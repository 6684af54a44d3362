/** A line to the server that mends itself: MQTT 3.1.1 over WebSocket, with QoS 1. */
import * as packets from "./packets.ts";

/**
 * How the line stands. `connecting`: it is tried, or will be within a second for the first time;
 * `refused`: the server does not take the credentials, and nothing is tried.
 */
export type LineState = "connecting" | "online" | "offline" | "refused";

export interface Credentials {
  username: string;
  password: string;
}

export interface ConnectionOptions {
  /** As in `wss://chat.example.com/mqtt`. */
  url: string;
  clientId: string;
  /** Of the server's configuration: put before every topic, and taken off it. */
  baseTopic?: string;
  /**
   * How long the server waits for a sign of us, half of it added; 60 if it is not told. Three signs
   * are given in that time: in a hidden tab browsers let timers run once a minute.
   */
  keepAliveSeconds?: number;
  /**
   * Asked before every CONNECT; null connects without any, and a failure counts as one of the line.
   * `isRenewal`: the last ones were refused, so those that come now have to be new.
   */
  credentials(isRenewal: boolean): Promise<Credentials | null>;
  /** What the server says for us when the line breaks. */
  will?: { topic: string; payload: object };
  /**
   * `retryAt`: when the next attempt is made, in milliseconds since the epoch. What is published
   * within the call that says `online` goes before everything that has waited.
   */
  onState(state: LineState, retryAt: number | null): void;
  /** `topic` is without the base. */
  onPublish(topic: string, payload: Uint8Array): void;
  /** The server has answered a subscription; what is said before that is not heard. */
  onSubscribed?(filter: string, isGranted: boolean): void;
  /** Opens a line; the browser's own WebSocket if it is not told. */
  open?(url: string, protocol: string): WebSocket;
}

interface Waiting extends packets.Publish {
  isKept: boolean;
  wasSent: boolean;
}

const KEEP_ALIVE = 60;
const OPENING_PATIENCE = 15_000;
const PING_PATIENCE = 8_000;
const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 30_000;
/** A line that lived so long was a good one: the next delays begin small again. */
const GOOD_LINE = 10_000;
const SERVER_UNAVAILABLE = 3;

/**
 * Stays connected: with growing delays after a failure, by chance so that not all come back at once.
 *
 * What is kept is sent until the server has acknowledged it, over any number of lines, and may so
 * arrive twice (with DUP); an `id` in it lets the server see that. Subscriptions are remembered.
 */
export class MqttConnection {
  readonly #options: ConnectionOptions;
  readonly #base: string;
  readonly #filters = new Set<string>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #asked = new Map<number, string>();
  #state: LineState = "offline";
  #isStarted = false;
  #isRenewal = false;
  #failures = 0;
  #onlineSince = 0;
  #number = 0;
  /** Raised with each attempt, so that what comes late from an earlier one is seen to be that. */
  #attempt = 0;
  #socket: WebSocket | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #pinging: ReturnType<typeof setInterval> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#base = options.baseTopic ? `${options.baseTopic}/` : "";
  }

  get state(): LineState {
    return this.#state;
  }

  /** Connect, and stay so until `stop`; after `refused` it tries once more. */
  start(): void {
    if (this.#isStarted && this.#state !== "refused") return;
    this.#isStarted = true;
    this.#isRenewal = false;
    void this.#connect();
  }

  /** Say goodbye, so that the will is not published. What is kept waits for another `start`. */
  stop(): void {
    this.#isStarted = false;
    this.#send(packets.disconnect());
    this.#drop();
    this.#tell("offline");
  }

  /** Try again now, or find out now whether the line still lives (`online`, page visible). */
  wake(): void {
    if (!this.#isStarted) return;
    if (this.#state === "online") this.#ping();
    else if (this.#retry !== undefined) void this.#connect();
  }

  /** Hear what is published there; remembered over reconnects. */
  subscribe(filter: string): void {
    if (this.#filters.has(filter)) return;
    this.#filters.add(filter);
    if (this.#state === "online") this.#ask(filter);
  }

  unsubscribe(filter: string): void {
    if (!this.#filters.delete(filter)) return;
    this.#send(packets.unsubscribe(this.#next(), this.#base + filter));
  }

  /** Say it, at least once. Without a line what is kept waits, and all else is dropped. */
  publish(topic: string, payload: object, { isKept = false }: { isKept?: boolean } = {}): void {
    const isOnline = this.#state === "online";
    if (!isOnline && !isKept) return;
    const said: Waiting = {
      topic: this.#base + topic,
      payload: packets.json(payload),
      number: this.#next(),
      isKept,
      wasSent: false,
    };
    this.#waiting.set(said.number, said);
    if (isOnline) this.#say(said);
  }

  async #connect(): Promise<void> {
    this.#drop();
    const attempt = ++this.#attempt;
    const isCurrent = () => attempt === this.#attempt;
    this.#expect(OPENING_PATIENCE);
    this.#tell("connecting");
    try {
      const credentials = await this.#options.credentials(this.#isRenewal);
      if (isCurrent()) this.#openSocket(credentials, isCurrent);
    } catch {
      if (isCurrent()) this.#fail();
    }
  }

  #openSocket(credentials: Credentials | null, isCurrent: () => boolean): void {
    const { url, clientId, will, keepAliveSeconds = KEEP_ALIVE } = this.#options;
    const open = this.#options.open ?? ((...where) => new WebSocket(...where));
    const socket = open(url, "mqtt");
    const reader = new packets.PacketReader();
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () =>
      this.#send(
        packets.connect({
          clientId,
          keepAliveSeconds,
          credentials,
          will: will
            ? { topic: this.#base + will.topic, payload: packets.json(will.payload) }
            : null,
        }),
      );
    socket.onmessage = ({ data }) => {
      if (!isCurrent()) return;
      if (this.#state === "online") clearTimeout(this.#deadline);
      let found: packets.Packet[];
      try {
        found = reader.read(new Uint8Array(data));
      } catch {
        this.#fail(); // not MQTT
        return;
      }
      for (const packet of found) if (isCurrent()) this.#hear(...packet);
    };
    socket.onclose = socket.onerror = () => {
      if (isCurrent()) this.#fail();
    };
  }

  #hear(type: number, flags: number, body: Uint8Array): void {
    if (type === packets.CONNACK) this.#welcome(body[1] ?? 0);
    else if (type === packets.PUBACK) this.#waiting.delete(packets.numberIn(body));
    else if (type === packets.SUBACK) this.#settle(packets.numberIn(body), body[2] ?? 128);
    else if (type === packets.PUBLISH) {
      const heard = packets.readPublish(flags, body);
      if (heard.number) this.#send(packets.acknowledge(heard.number));
      if (heard.topic.startsWith(this.#base)) {
        undisturbed(() =>
          this.#options.onPublish(heard.topic.slice(this.#base.length), heard.payload),
        );
      }
    }
  }

  #welcome(code: number): void {
    clearTimeout(this.#deadline);
    if (code === SERVER_UNAVAILABLE) this.#fail();
    else if (code) this.#refuse();
    else {
      const { keepAliveSeconds = KEEP_ALIVE } = this.#options;
      this.#isRenewal = false;
      this.#onlineSince = Date.now();
      this.#pinging = setInterval(() => this.#ping(), (keepAliveSeconds * 1_000) / 3);
      const attempt = this.#attempt;
      const before = [...this.#waiting.values()];
      for (const filter of this.#filters) this.#ask(filter);
      this.#tell("online");
      for (const said of before) {
        if (attempt !== this.#attempt) return;
        if (said.isKept) this.#say(said);
        else this.#waiting.delete(said.number);
      }
    }
  }

  /** Once with new credentials, at once; then it is final. */
  #refuse(): void {
    if (!this.#isRenewal) {
      this.#isRenewal = true;
      void this.#connect();
    } else {
      this.#drop();
      this.#tell("refused");
    }
  }

  #fail(): void {
    this.#drop();
    if (this.#onlineSince && Date.now() - this.#onlineSince > GOOD_LINE) this.#failures = 0;
    this.#onlineSince = 0;
    const most = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#failures++);
    const delay = Math.random() * most;
    this.#retry = setTimeout(() => void this.#connect(), delay);
    this.#tell(most > FIRST_DELAY ? "offline" : "connecting", Date.now() + delay);
  }

  /** Be done with this attempt and everything that waits for it. */
  #drop(): void {
    this.#attempt++;
    this.#asked.clear();
    clearTimeout(this.#retry);
    clearTimeout(this.#deadline);
    clearInterval(this.#pinging);
    this.#retry = undefined;
    this.#socket?.close();
    this.#socket = null;
  }

  #tell(state: LineState, retryAt: number | null = null): void {
    this.#state = state;
    undisturbed(() => this.#options.onState(state, retryAt));
  }

  #ping(): void {
    this.#send(packets.ping());
    this.#expect(PING_PATIENCE);
  }

  /** Anything has to be heard in time, or the line is dead: it may never say so by itself. */
  #expect(patience: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#fail(), patience);
  }

  #ask(filter: string): void {
    const number = this.#next();
    this.#asked.set(number, filter);
    this.#send(packets.subscribe(number, this.#base + filter));
  }

  #settle(number: number, code: number): void {
    const filter = this.#asked.get(number);
    this.#asked.delete(number);
    if (filter === undefined) return;
    undisturbed(() => this.#options.onSubscribed?.(filter, code < 128));
  }

  #say(said: Waiting): void {
    this.#send(packets.publish(said, said.wasSent));
    said.wasSent = true;
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#socket?.readyState === 1) this.#socket.send(bytes);
  }

  /** A packet number that nothing on its way has. */
  #next(): number {
    do this.#number = (this.#number % 65_535) + 1;
    while (this.#waiting.has(this.#number) || this.#asked.has(this.#number));
    return this.#number;
  }
}

/** An error of who listens is seen by who watches for errors, and is no reason to hang up. */
function undisturbed(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
