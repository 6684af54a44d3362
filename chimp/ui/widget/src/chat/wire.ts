/* The line to the broker: for whoever only looks whether somebody is there, and for a session. */

import {
  type Credentials,
  type CustomerActs,
  type Down,
  type LineState,
  MqttConnection,
  publication,
  readDown,
  type Up,
} from "@chimp/client";
import type { Configuration, Settings } from "../shared.ts";
import { unique } from "./unique.ts";

const AVAILABILITY = "client/desk/availability";

export interface WireOptions {
  server: string;
  settings: Settings;
  configuration: Configuration;
  credentials(isRenewal: boolean): Promise<Credentials | null>;
  onState(state: LineState): void;
  onHeard(heard: Down): void;
  /** Everything of the session is heard from now on; or it may not be. */
  onSession(isGranted: boolean): void;
}

export class Wire {
  readonly #connection: MqttConnection;
  readonly #sessionTopic: string | null;

  /** `sessionTopic` null: only whether somebody is there. */
  constructor(sessionTopic: string | null, options: WireOptions) {
    const filter = sessionTopic === null ? null : `${sessionTopic}/client/#`;
    this.#sessionTopic = sessionTopic;
    this.#connection = new MqttConnection({
      url: brokerUrl(options),
      clientId: `chimp-widget-${unique()}`,
      baseTopic: options.settings.baseTopic ?? options.configuration.baseTopic,
      credentials: options.credentials,
      onState: options.onState,
      onPublish: (topic, payload) => {
        const heard = readDown(topic, payload);
        if (heard) options.onHeard(heard);
      },
      onSubscribed: (granted, isGranted) => {
        if (granted === filter) options.onSession(isGranted);
      },
    });
    this.#connection.subscribe(AVAILABILITY);
    if (filter !== null) this.#connection.subscribe(filter);
    this.#connection.start();
  }

  /** Lost where there is no line: what has to arrive is said again by whoever says it. */
  say<Act extends keyof CustomerActs>(act: Act, payload: CustomerActs[Act]): void {
    if (this.#sessionTopic === null) return;
    const [topic, told] = publication({ act, sessionTopic: this.#sessionTopic, payload } as Up);
    this.#connection.publish(topic, told);
  }

  wake(): void {
    this.#connection.wake();
  }

  stop(): void {
    this.#connection.stop();
  }
}

/** Beside the server, unless the page names another; `http` and bare hosts are understood too. */
export function brokerUrl(
  options: Pick<WireOptions, "server" | "settings" | "configuration">,
): string {
  const { settings, server, configuration } = options;
  const given = settings.mqttUrl ?? server + configuration.mqttPath;
  const url = /^[a-z]+:\/\//i.test(given) ? given : `${new URL(server).protocol}//${given}`;
  return url.replace(/^http/i, "ws");
}
