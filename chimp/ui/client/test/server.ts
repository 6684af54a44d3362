/** The real server that pytest has started, and a wire to it that can be cut. */
import { createServer, connect as dial, type Socket } from "node:net";
import { WebSocket as NodeWebSocket } from "ws";
import { type ConnectionOptions, type LineState, MqttConnection } from "../src/connection.ts";
import { type Down, readDown } from "../src/protocol.ts";

const environment = process.env;

/** As in `http://127.0.0.1:3000`; empty where no server was started, and tests of it are skipped. */
export const SERVER = environment.CHIMP_TEST_SERVER ?? "";
export const BASE_TOPIC = environment.CHIMP_TEST_BASE_TOPIC ?? "";
export const ATTENDANT = {
  username: environment.CHIMP_TEST_EMAIL ?? "",
  password: environment.CHIMP_TEST_PASSWORD ?? "",
};

/** Node 20 has no WebSocket of its own. */
export const open = (url: string, protocol: string): WebSocket =>
  new NodeWebSocket(url, protocol) as unknown as WebSocket;

export interface Issued {
  sessionId: string;
  sessionTopic: string;
  customerId: string;
  token: string;
}

export async function newSession(): Promise<Issued> {
  const answer = await fetch(`${SERVER}/session`, { method: "POST" });
  if (!answer.ok) throw new Error(`POST /session: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Waits for things that others do: each `until` is looked at again with every `news`. */
export class Watch {
  #waiting: (() => void)[] = [];

  news(): void {
    for (const look of this.#waiting.splice(0)) look();
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((look) => this.#waiting.push(look));
  }
}

/** A client of the real server, which remembers all it was told. */
export class Client {
  readonly connection: MqttConnection;
  readonly states: LineState[] = [];
  readonly granted: [string, boolean][] = [];
  readonly heard: Down[] = [];
  readonly watch = new Watch();

  constructor(more: Partial<ConnectionOptions> & Pick<ConnectionOptions, "credentials">) {
    this.connection = new MqttConnection({
      url: `${SERVER.replace("http", "ws")}/mqtt`,
      clientId: `test-${Math.random().toString(36).slice(2)}`,
      baseTopic: BASE_TOPIC,
      open,
      onState: (state) => {
        this.states.push(state);
        this.watch.news();
      },
      onSubscribed: (filter, isGranted) => {
        this.granted.push([filter, isGranted]);
        this.watch.news();
      },
      onPublish: (topic, payload) => {
        const down = readDown(topic, payload);
        if (down === null) throw new Error(`${topic} is not understood`);
        this.heard.push(down);
        this.watch.news();
      },
      ...more,
    });
  }

  async isOnline(): Promise<void> {
    this.connection.start();
    await this.watch.until(() => this.connection.state === "online");
  }

  async subscribes(filter: string): Promise<void> {
    this.connection.subscribe(filter);
    await this.watch.until(() => this.granted.some(([granted]) => granted === filter));
  }

  /** The first thing heard on that channel that is like this. */
  async hears<Channel extends Down["channel"]>(
    channel: Channel,
    isMeant: (payload: Extract<Down, { channel: Channel }>["payload"]) => boolean = () => true,
  ): Promise<Extract<Down, { channel: Channel }>> {
    const isIt = (down: Down): down is Extract<Down, { channel: Channel }> =>
      down.channel === channel && isMeant(down.payload as never);
    await this.watch.until(() => this.heard.some(isIt));
    const found = this.heard.find(isIt);
    if (!found) throw new Error("it was there a moment ago");
    return found;
  }
}

/** A wire to the server that can be cut. */
export class Wire {
  readonly #ends = new Set<Socket>();
  #isCut = false;
  #port = 0;
  readonly #server = createServer((near) => {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = dial(Number(new URL(SERVER).port), "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#ends.add(from);
      from.on("data", (bytes) => to.write(bytes));
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#ends.delete(from);
        to.destroy();
      });
    }
  });

  async laid(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    const address = this.#server.address();
    this.#port = typeof address === "object" && address ? address.port : 0;
    return `ws://127.0.0.1:${this.#port}/mqtt`;
  }

  cut(): void {
    this.#isCut = true;
    for (const end of this.#ends) end.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  remove(): void {
    this.cut();
    this.#server.close();
  }
}
