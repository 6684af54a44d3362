/** How the line stands; `refused`: the server does not take the credentials, and nothing is tried. */
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
  keepAliveSeconds?: number;
  /**
   * Asked before every CONNECT; null connects without any. `isRenewal`: the last ones were refused,
   * so those that come now have to be new.
   */
  credentials(isRenewal: boolean): Promise<Credentials | null>;
  /** What the server says for us when the line breaks. */
  will?: { topic: string; payload: object };
  /** `retryAt`: when the next attempt is made, in milliseconds since the epoch. */
  onState(state: LineState, retryAt: number | null): void;
  /** `topic` is without the base. */
  onPublish(topic: string, payload: Uint8Array): void;
  /** The server has answered a subscription; until then nothing is heard of it. */
  onSubscribed?(filter: string, isGranted: boolean): void;
}

/** An MQTT 3.1.1 client over WebSocket that stays connected. */
export declare class MqttConnection {
  constructor(options: ConnectionOptions);
  start(): void;
  stop(): void;
  /** Try again now, or find out now whether the line still lives (`online`, page visible). */
  wake(): void;
  /** Remembered over reconnects. */
  subscribe(filter: string): void;
  unsubscribe(filter: string): void;
  /** At least once; kept ones wait while there is no line, others are dropped then. */
  publish(topic: string, payload: object, options?: { isKept?: boolean }): void;
}
