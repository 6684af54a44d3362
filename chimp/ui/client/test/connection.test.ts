import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ConnectionOptions, type Credentials, MqttConnection } from "../src/connection.ts";
import * as line from "./line.ts";
import { Line } from "./line.ts";

/** Everything that a connection has told, and the lines that it has opened. */
class House {
  readonly lines: Line[] = [];
  readonly states: string[] = [];
  readonly heard: [string, string][] = [];
  readonly granted: [string, boolean][] = [];
  readonly asked: boolean[] = [];
  retryAt: number | null = null;
  credentials: (isRenewal: boolean) => Promise<Credentials | null> = async () => ({
    username: "@token",
    password: "secret",
  });
  readonly connection: MqttConnection;

  constructor(more: Partial<ConnectionOptions> = {}) {
    this.connection = new MqttConnection({
      url: "wss://chat.example/mqtt",
      clientId: "me",
      credentials: (isRenewal) => {
        this.asked.push(isRenewal);
        return this.credentials(isRenewal);
      },
      onState: (state, retryAt) => {
        this.states.push(state);
        this.retryAt = retryAt;
      },
      onPublish: (topic, payload) => {
        this.heard.push([topic, new TextDecoder().decode(payload)]);
      },
      onSubscribed: (filter, isGranted) => {
        this.granted.push([filter, isGranted]);
      },
      open: (url, protocol) => {
        const opened = new Line(url, protocol);
        this.lines.push(opened);
        return opened as unknown as WebSocket;
      },
      ...more,
    });
  }

  get line(): Line {
    const last = this.lines.at(-1);
    if (!last) throw new Error("no line was opened");
    return last;
  }

  async dials(): Promise<Line> {
    await vi.advanceTimersByTimeAsync(0);
    this.line.opens();
    return this.line;
  }

  async isOnline(): Promise<Line> {
    this.connection.start();
    const opened = await this.dials();
    opened.says(...line.connack());
    return opened;
  }

  /** Until the next attempt, whenever chance has put it. */
  async waits(): Promise<Line> {
    await vi.advanceTimersByTimeAsync((this.retryAt ?? 0) - Date.now());
    return this.dials();
  }
}

const said = (opened: Line) => opened.of(line.PUBLISH).map(line.publication);

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("coming", () => {
  it("says who it is, as MQTT 3.1.1 wants it", async () => {
    const house = new House({ baseTopic: "desk", will: { topic: "bye", payload: { a: 1 } } });
    house.connection.start();
    const opened = await house.dials();
    expect([opened.url, opened.protocol, opened.binaryType]).toEqual([
      "wss://chat.example/mqtt",
      "mqtt",
      "arraybuffer",
    ]);
    const [packet] = opened.of(line.CONNECT);
    const body = packet?.body ?? new Uint8Array();
    expect([...body.subarray(0, 10)]).toEqual([0, 4, 77, 81, 84, 84, 4, 0b1100_1110, 0, 60]);
    expect(line.strings(body, 10)).toEqual(["me", "desk/bye", '{"a":1}', "@token", "secret"]);
    expect(house.states).toEqual(["connecting"]);
    opened.says(...line.connack());
    expect(house.states).toEqual(["connecting", "online"]);
  });

  it("leaves out what it has not", async () => {
    const house = new House({ credentials: async () => null });
    house.connection.start();
    const [packet] = (await house.dials()).of(line.CONNECT);
    expect(packet?.body[7]).toBe(2);
    expect(line.strings(packet?.body ?? new Uint8Array(), 10)).toEqual(["me"]);
  });

  it("is one line however often it is started", async () => {
    const house = new House();
    await house.isOnline();
    house.connection.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(house.lines).toHaveLength(1);
  });

  it("gives up a line that does not answer", async () => {
    const house = new House();
    house.connection.start();
    await house.dials();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(house.line.isClosed).toBe(true);
    expect(house.retryAt).not.toBeNull();
  });

  it("gives up credentials that do not come", async () => {
    const house = new House({ credentials: () => new Promise(() => {}) });
    house.connection.start();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(house.states).toEqual(["connecting", "connecting"]);
    expect(house.lines).toHaveLength(0);
  });
});

describe("going", () => {
  it("says goodbye, and does not come back", async () => {
    const house = new House();
    const opened = await house.isOnline();
    house.connection.stop();
    expect(opened.of(line.DISCONNECT)).toHaveLength(1);
    expect(opened.isClosed).toBe(true);
    opened.breaks();
    await vi.advanceTimersByTimeAsync(600_000);
    house.connection.wake();
    expect(house.lines).toHaveLength(1);
    expect(house.states.at(-1)).toBe("offline");
  });

  it("can be before the credentials have come", async () => {
    const house = new House();
    house.connection.start();
    house.connection.stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(house.lines).toHaveLength(0);
  });

  it("keeps what is kept for another start", async () => {
    const house = new House();
    await house.isOnline();
    house.connection.stop();
    house.connection.publish("a", {}, { isKept: true });
    house.connection.start();
    const opened = await house.dials();
    opened.says(...line.connack());
    expect(said(opened)).toHaveLength(1);
  });
});

describe("coming back", () => {
  it("waits by chance, longer with every failure, and at most half a minute", async () => {
    const house = new House();
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    house.connection.start();
    const delays: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      const opened = attempt ? await house.waits() : await house.dials();
      opened.breaks();
      delays.push((house.retryAt ?? 0) - Date.now());
    }
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it("begins with short delays again after a good line, and not after a short one", async () => {
    const house = new House();
    vi.spyOn(Math, "random").mockReturnValue(1);
    const first = await house.isOnline();
    first.breaks();
    const second = await house.waits();
    second.says(...line.connack());
    second.breaks();
    expect((house.retryAt ?? 0) - Date.now()).toBe(2_000);
    const third = await house.waits();
    third.says(...line.connack());
    await vi.advanceTimersByTimeAsync(10_001);
    third.breaks();
    expect((house.retryAt ?? 0) - Date.now()).toBe(1_000);
  });

  it("is at once when it is woken", async () => {
    const house = new House();
    vi.spyOn(Math, "random").mockReturnValue(1);
    (await house.isOnline()).breaks();
    house.connection.wake();
    (await house.dials()).says(...line.connack());
    expect(house.states).toEqual(["connecting", "online", "connecting", "connecting", "online"]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(house.lines).toHaveLength(2);
  });

  it("says that there is no line when the first try has failed, too", async () => {
    const house = new House();
    (await house.isOnline()).breaks();
    expect(house.states.at(-1)).toBe("connecting");
    (await house.waits()).breaks();
    expect(house.states.at(-1)).toBe("offline");
  });

  it("hears nothing of an earlier line", async () => {
    const house = new House();
    const first = await house.isOnline();
    first.breaks();
    const second = await house.waits();
    second.says(...line.connack());
    first.says(...line.said("a", "{}"));
    first.breaks();
    expect(house.heard).toEqual([]);
    expect(house.states.at(-1)).toBe("online");
  });

  it("is tried again where the credentials can not be had now", async () => {
    const house = new House();
    house.credentials = () => Promise.reject(new Error("no network"));
    house.connection.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(house.states).toEqual(["connecting", "connecting"]);
    house.credentials = async () => null;
    (await house.waits()).says(...line.connack());
    expect(house.states.at(-1)).toBe("online");
  });

  it("is tried again where the server is not ready, with the same credentials", async () => {
    const house = new House();
    house.connection.start();
    (await house.dials()).says(...line.connack(3));
    expect(house.states).toEqual(["connecting", "connecting"]);
    await house.waits();
    expect(house.asked).toEqual([false, false]);
  });
});

describe("a dead line", () => {
  it("is found when the server answers no more", async () => {
    const house = new House();
    const opened = await house.isOnline();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(opened.of(line.PINGREQ)).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(7_999);
    expect(house.states.at(-1)).toBe("online");
    await vi.advanceTimersByTimeAsync(1);
    expect(house.states.at(-1)).toBe("connecting");
    expect(opened.isClosed).toBe(true);
  });

  it("is none where anything is heard", async () => {
    const house = new House();
    const opened = await house.isOnline();
    for (const answer of [line.pingresp, line.said("a", "{}"), line.pingresp]) {
      await vi.advanceTimersByTimeAsync(20_000);
      opened.says(...answer);
    }
    expect(opened.of(line.PINGREQ)).toHaveLength(3);
    expect(house.states.at(-1)).toBe("online");
  });

  it("is looked for at once when it is woken", async () => {
    const house = new House();
    const opened = await house.isOnline();
    house.connection.wake();
    expect(opened.of(line.PINGREQ)).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(house.states.at(-1)).toBe("connecting");
    expect(opened.isClosed).toBe(true);
  });
});

describe("credentials that are refused", () => {
  it.each([4, 5])("are asked for anew once (code %i), and then it is final", async (code) => {
    const house = new House();
    house.connection.start();
    (await house.dials()).says(...line.connack(code));
    (await house.dials()).says(...line.connack(code));
    expect(house.asked).toEqual([false, true]);
    expect(house.states).toEqual(["connecting", "connecting", "refused"]);
    await vi.advanceTimersByTimeAsync(600_000);
    house.connection.wake();
    expect(house.lines).toHaveLength(2);
  });

  it("may be good the second time, and once more later", async () => {
    const house = new House();
    house.connection.start();
    (await house.dials()).says(...line.connack(5));
    const opened = await house.dials();
    opened.says(...line.connack());
    opened.breaks();
    (await house.waits()).says(...line.connack(5));
    (await house.dials()).says(...line.connack());
    expect(house.asked).toEqual([false, true, false, true]);
    expect(house.states.at(-1)).toBe("online");
  });

  it("can be tried again by a start", async () => {
    const house = new House();
    house.connection.start();
    (await house.dials()).says(...line.connack(5));
    (await house.dials()).says(...line.connack(5));
    (await house.isOnline()).says();
    expect(house.states.at(-1)).toBe("online");
  });
});

describe("what is said", () => {
  it("goes below the base topic with QoS 1, until it is acknowledged", async () => {
    const house = new House({ baseTopic: "desk" });
    const opened = await house.isOnline();
    house.connection.publish("a/b", { text: "é" }, { isKept: true });
    expect(said(opened)).toEqual([
      { topic: "desk/a/b", number: 1, payload: { text: "é" }, isAgain: false },
    ]);
    opened.says(...line.puback(1));
    opened.breaks();
    const next = await house.waits();
    next.says(...line.connack());
    expect(said(next)).toEqual([]);
  });

  it("goes again with DUP and the same number where it was not", async () => {
    const house = new House();
    const opened = await house.isOnline();
    house.connection.publish("a", { n: 1 }, { isKept: true });
    house.connection.publish("typing", {});
    opened.breaks();
    const next = await house.waits();
    next.says(...line.connack());
    expect(said(next)).toEqual([{ topic: "a", number: 1, payload: { n: 1 }, isAgain: true }]);
  });

  it("waits without a line if it is kept, in order, and is dropped otherwise", async () => {
    const house = new House();
    house.connection.publish("a", { n: 1 }, { isKept: true });
    house.connection.publish("typing", {});
    house.connection.publish("a", { n: 2 }, { isKept: true });
    const opened = await house.isOnline();
    expect(said(opened).map(({ payload, isAgain }) => [payload, isAgain])).toEqual([
      [{ n: 1 }, false],
      [{ n: 2 }, false],
    ]);
  });

  it("comes after the subscriptions, and after what is said as soon as there is a line", async () => {
    const house: House = new House({
      onState: (state) => {
        if (state === "online") house.connection.publish("open", {});
      },
    });
    house.connection.subscribe("hear/#");
    house.connection.publish("messages", {}, { isKept: true });
    const opened = await house.isOnline();
    expect(opened.heard.map(({ type }) => type)).toEqual([
      line.CONNECT,
      line.SUBSCRIBE,
      line.PUBLISH,
      line.PUBLISH,
    ]);
    expect(said(opened).map(({ topic }) => topic)).toEqual(["open", "messages"]);
  });

  it("has a number that nothing else on its way has", async () => {
    const house = new House();
    const opened = await house.isOnline();
    for (let n = 0; n < 65_536; n++) {
      house.connection.publish("a", {});
      if (n > 0) opened.says(...line.puback(n + 1));
    }
    const numbers = said(opened).map(({ number }) => number);
    expect(numbers.slice(-2)).toEqual([65_535, 2]);
    expect(Math.min(...numbers)).toBe(1);
  });
});

describe("what is heard", () => {
  it("comes whole however the bytes are cut", async () => {
    const house = new House({ baseTopic: "desk" });
    const opened = await house.isOnline();
    const long = "x".repeat(20_000);
    const both = [...line.said("desk/a", long), ...line.said("desk/b", "{}", 300)];
    opened.stammers(...both);
    opened.says(...both, ...both.slice(0, 9));
    opened.says(...both.slice(9));
    expect(house.heard).toEqual(
      Array.from({ length: 3 }, () => [
        ["a", long],
        ["b", "{}"],
      ]).flat(),
    );
    const acknowledged = opened.of(line.PUBACK).map(({ body }) => [...body]);
    expect(acknowledged).toEqual([
      [1, 44],
      [1, 44],
      [1, 44],
    ]);
  });

  it("is nothing outside of the base topic", async () => {
    const house = new House({ baseTopic: "desk" });
    (await house.isOnline()).says(...line.said("desks/a", "{}"), ...line.said("a", "{}"));
    expect(house.heard).toEqual([]);
  });

  it("ends the line if it is no MQTT", async () => {
    const house = new House();
    (await house.isOnline()).says(0x30, 255, 255, 255, 255, 255);
    expect(house.states.at(-1)).toBe("connecting");
    expect(house.line.isClosed).toBe(true);
  });

  it("goes on where somebody who listens fails", async () => {
    const failures: unknown[] = [];
    const catches = (error: unknown) => failures.push(error);
    process.on("uncaughtException", catches);
    const heard: string[] = [];
    const house = new House({
      onPublish: (topic) => {
        heard.push(topic);
        if (topic === "a") throw new Error("of the page");
      },
    });
    const opened = await house.isOnline();
    opened.says(...line.said("a", "{}"), ...line.said("b", "{}"));
    await vi.advanceTimersByTimeAsync(0);
    process.off("uncaughtException", catches);
    expect(heard).toEqual(["a", "b"]);
    expect(failures).toEqual([new Error("of the page")]);
    expect(house.states.at(-1)).toBe("online");
  });
});

describe("subscriptions", () => {
  const filters = (opened: Line) =>
    opened.of(line.SUBSCRIBE).map(({ body }) => line.strings(body.subarray(0, -1), 2)[0]);

  it("are remembered over lines, until they are given up", async () => {
    const house = new House({ baseTopic: "desk" });
    house.connection.subscribe("a/#");
    const opened = await house.isOnline();
    house.connection.subscribe("b");
    house.connection.subscribe("c");
    expect(filters(opened)).toEqual(["desk/a/#", "desk/b", "desk/c"]);
    house.connection.unsubscribe("c");
    expect(opened.of(line.UNSUBSCRIBE)).toHaveLength(1);
    opened.breaks();
    const next = await house.waits();
    next.says(...line.connack());
    expect(filters(next)).toEqual(["desk/a/#", "desk/b"]);
  });

  it("are asked for once, and the answer is told", async () => {
    const house = new House();
    const opened = await house.isOnline();
    house.connection.subscribe("a");
    house.connection.subscribe("a");
    house.connection.subscribe("b");
    expect(filters(opened)).toEqual(["a", "b"]);
    opened.says(...line.suback(1), ...line.suback(2, 128));
    expect(house.granted).toEqual([
      ["a", true],
      ["b", false],
    ]);
  });
});
