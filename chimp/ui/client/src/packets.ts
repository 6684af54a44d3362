/** MQTT 3.1.1 in bytes: as much of it as a chat needs (OASIS standard, sections 2 and 3). */

export const CONNACK = 2;
export const PUBLISH = 3;
export const PUBACK = 4;
export const SUBACK = 9;

/** Heard or said on a topic. `number` is the packet's, with QoS 1. */
export interface Publish {
  topic: string;
  payload: Uint8Array;
  number: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

type Part = number | Uint8Array;

const text = (told: string | Uint8Array): Part[] => {
  const bytes = typeof told === "string" ? encoder.encode(told) : told;
  return [bytes.length >> 8, bytes.length & 255, bytes];
};

const pair = (number: number): Part[] => [number >> 8, number & 255];

/** One packet: the first byte, then its length in groups of seven bits, then its parts. */
function packet(head: number, parts: Part[]): Uint8Array<ArrayBuffer> {
  const size = parts.reduce<number>(
    (sum, part) => sum + (typeof part === "number" ? 1 : part.length),
    0,
  );
  const before = [head];
  let left = size;
  do {
    const more = left > 127 ? 128 : 0;
    before.push((left & 127) | more);
    left >>>= 7;
  } while (left > 0);
  const bytes = new Uint8Array(before.length + size);
  bytes.set(before);
  let at = before.length;
  for (const part of parts) {
    if (typeof part === "number") bytes[at++] = part;
    else {
      bytes.set(part, at);
      at += part.length;
    }
  }
  return bytes;
}

export const json = (payload: object): Uint8Array => encoder.encode(JSON.stringify(payload));

export function connect(told: {
  clientId: string;
  keepAliveSeconds: number;
  will: { topic: string; payload: Uint8Array } | null;
  credentials: { username: string; password: string } | null;
}): Uint8Array<ArrayBuffer> {
  const { will, credentials } = told;
  const flags = 2 | (will ? 4 | 8 : 0) | (credentials ? 128 | 64 : 0); // clean; the will with QoS 1
  return packet(0x10, [
    ...text("MQTT"),
    4,
    flags,
    ...pair(told.keepAliveSeconds),
    ...text(told.clientId),
    ...(will ? [...text(will.topic), ...text(will.payload)] : []),
    ...(credentials ? [...text(credentials.username), ...text(credentials.password)] : []),
  ]);
}

export const publish = (said: Publish, isAgain: boolean): Uint8Array<ArrayBuffer> =>
  packet(isAgain ? 0x3a : 0x32, [...text(said.topic), ...pair(said.number), said.payload]);

export const acknowledge = (number: number): Uint8Array<ArrayBuffer> => packet(0x40, pair(number));

export const subscribe = (number: number, filter: string): Uint8Array<ArrayBuffer> =>
  packet(0x82, [...pair(number), ...text(filter), 1]);

export const unsubscribe = (number: number, filter: string): Uint8Array<ArrayBuffer> =>
  packet(0xa2, [...pair(number), ...text(filter)]);

export const ping = (): Uint8Array<ArrayBuffer> => packet(0xc0, []);

export const disconnect = (): Uint8Array<ArrayBuffer> => packet(0xe0, []);

/** The number in a packet that begins with one. */
export const numberIn = (body: Uint8Array, at = 0): number =>
  ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0);

export function readPublish(flags: number, body: Uint8Array): Publish {
  const end = 2 + numberIn(body);
  const hasNumber = (flags & 6) !== 0;
  return {
    topic: decoder.decode(body.subarray(2, end)),
    number: hasNumber ? numberIn(body, end) : 0,
    payload: body.subarray(hasNumber ? end + 2 : end),
  };
}

/** A whole packet: its type, the flags beside it, and what follows its length. */
export type Packet = readonly [type: number, flags: number, body: Uint8Array];

/** Cuts the bytes of many frames into packets: a frame may hold a part of one, or several. */
export class PacketReader {
  #rest: Uint8Array = new Uint8Array();

  /** What is whole now; throws if the bytes are no MQTT. */
  read(bytes: Uint8Array): Packet[] {
    const found: Packet[] = [];
    const rest = new Uint8Array(this.#rest.length + bytes.length);
    rest.set(this.#rest);
    rest.set(bytes, this.#rest.length);
    let start = 0;
    for (;;) {
      let at = start + 1;
      let size = 0;
      let shift = 0;
      let byte = 128;
      for (; byte > 127 && at < rest.length; shift += 7) {
        if (shift > 21) throw new Error("a length has at most four bytes");
        byte = rest[at++] ?? 0;
        size |= (byte & 127) << shift;
      }
      if (byte > 127 || at + size > rest.length) break;
      const head = rest[start] ?? 0;
      found.push([head >> 4, head & 15, rest.subarray(at, at + size)]);
      start = at + size;
    }
    this.#rest = rest.subarray(start);
    return found;
  }
}
