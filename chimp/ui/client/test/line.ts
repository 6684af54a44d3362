/** The other end of a WebSocket, in a test's hands. */
import { PacketReader } from "../src/packets.ts";

type Handler<Told> = ((told: Told) => void) | null;

/** As much of a WebSocket as the client uses. */
export class Line {
  readyState = 0;
  binaryType = "blob";
  onopen: Handler<void> = null;
  onmessage: Handler<{ data: ArrayBuffer }> = null;
  onclose: Handler<void> = null;
  onerror: Handler<void> = null;
  isClosed = false;
  /** Everything that the client has sent, as packets. */
  readonly heard: { type: number; flags: number; body: Uint8Array }[] = [];
  readonly #reader = new PacketReader();

  readonly url: string;
  readonly protocol: string;

  constructor(url: string, protocol: string) {
    this.url = url;
    this.protocol = protocol;
  }

  send(bytes: Uint8Array): void {
    for (const [type, flags, body] of this.#reader.read(bytes)) {
      this.heard.push({ type, flags, body });
    }
  }

  close(): void {
    this.isClosed = true;
    this.readyState = 3;
  }

  opens(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  says(...bytes: number[]): void {
    this.onmessage?.({ data: Uint8Array.from(bytes).buffer });
  }

  /** Each byte in a frame of its own. */
  stammers(...bytes: number[]): void {
    for (const byte of bytes) this.says(byte);
  }

  breaks(): void {
    this.readyState = 3;
    this.onclose?.();
  }

  of(type: number): { type: number; flags: number; body: Uint8Array }[] {
    return this.heard.filter((packet) => packet.type === type);
  }
}

export const CONNECT = 1;
export const PUBLISH = 3;
export const PUBACK = 4;
export const SUBSCRIBE = 8;
export const UNSUBSCRIBE = 10;
export const PINGREQ = 12;
export const DISCONNECT = 14;

export const connack = (code = 0): number[] => [0x20, 2, 0, code];
export const puback = (number: number): number[] => [0x40, 2, number >> 8, number & 255];
export const suback = (number: number, code = 1): number[] => [
  0x90,
  3,
  number >> 8,
  number & 255,
  code,
];
export const pingresp = [0xd0, 0];

/** A PUBLISH from the server; with QoS 1 where it has a number. */
export function said(topic: string, payload: string, number = 0): number[] {
  const name = [...new TextEncoder().encode(topic)];
  const told = [...new TextEncoder().encode(payload)];
  const rest = [name.length >> 8, name.length & 255, ...name];
  if (number) rest.push(number >> 8, number & 255);
  rest.push(...told);
  const size: number[] = [];
  for (let left = rest.length; left > 0 || size.length === 0; left >>= 7) {
    size.push((left & 127) | (left > 127 ? 128 : 0));
  }
  return [number ? 0x32 : 0x30, ...size, ...rest];
}

/** The strings in the body of a packet, from a place on, each with its length before it. */
export function strings(body: Uint8Array, from: number): string[] {
  const found: string[] = [];
  for (let at = from; at < body.length; ) {
    const end = at + 2 + (((body[at] ?? 0) << 8) | (body[at + 1] ?? 0));
    found.push(new TextDecoder().decode(body.subarray(at + 2, end)));
    at = end;
  }
  return found;
}

/** What a client has published, in words. */
export function publication({ flags, body }: { flags: number; body: Uint8Array }) {
  const end = 2 + (((body[0] ?? 0) << 8) | (body[1] ?? 0));
  return {
    topic: new TextDecoder().decode(body.subarray(2, end)),
    number: ((body[end] ?? 0) << 8) | (body[end + 1] ?? 0),
    payload: JSON.parse(new TextDecoder().decode(body.subarray(end + 2))),
    isAgain: (flags & 8) !== 0,
  };
}
