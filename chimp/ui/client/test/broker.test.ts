import { afterEach, describe, expect, it } from "vitest";
import { type Conversation, emptyConversation, reduce } from "../src/conversation.ts";
import { type Message, publication, readDown } from "../src/protocol.ts";
import { ATTENDANT, Client, type Issued, newSession, SERVER, Wire } from "./server.ts";

const clients: Client[] = [];
const wires: Wire[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.connection.stop();
  for (const wire of wires.splice(0)) wire.remove();
});

function client(...told: ConstructorParameters<typeof Client>): Client {
  const made = new Client(...told);
  clients.push(made);
  return made;
}

const customer = (session: Issued, url?: string) =>
  client({
    credentials: async () => ({ username: "@token", password: session.token }),
    ...(url === undefined ? {} : { url }),
  });

async function asks(ann: Client, { sessionTopic }: Issued): Promise<void> {
  await ann.isOnline();
  await ann.subscribes(`${sessionTopic}/client/#`);
  ann.connection.publish(...publication({ act: "open", sessionTopic, payload: {} }));
  await ann.hears("control");
}

function says(ann: Client, { sessionTopic }: Issued, id: string, content = "Hello"): void {
  const up = publication({ act: "messages", sessionTopic, payload: { id, content } });
  ann.connection.publish(...up, { isKept: true });
}

async function history({ sessionId, token }: Issued): Promise<Message[]> {
  const answer = await fetch(`${SERVER}/session/${sessionId}/messages?after=0`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return answer.json();
}

describe.skipIf(!SERVER)("with a real server", () => {
  it("a customer is heard, and hears that what they said is stored", async () => {
    const session = await newSession();
    const ann = customer(session);
    await asks(ann, session);
    says(ann, session, "a", "Olá ✨ <b>");
    const { payload, sessionTopic } = await ann.hears("messages");
    expect(sessionTopic).toBe(session.sessionTopic);
    expect(payload).toMatchObject({ id: "a", seq: 1, content: "Olá ✨ <b>" });
    expect(ann.states).toEqual(["connecting", "online"]);
  });

  it("a long message arrives in one piece, and what is not kept is said as well", async () => {
    const session = await newSession();
    const ann = customer(session);
    await asks(ann, session);
    const { sessionTopic } = session;
    const payload = { isTyping: true, preview: "x".repeat(1_000) };
    ann.connection.publish(...publication({ act: "typing", sessionTopic, payload }));
    says(ann, session, "long", "x".repeat(5_000));
    expect((await ann.hears("typing")).payload.preview).toHaveLength(1_000);
    const heard = await ann.hears("messages");
    expect(heard.payload.content).toHaveLength(5_000);
  });

  it("what is refused says so, with the id it was sent with", async () => {
    const session = await newSession();
    const ann = customer(session);
    await asks(ann, session);
    says(ann, session, "empty", "");
    const refused = await ann.hears("control", ({ instruction }) => instruction === "error");
    expect(refused.payload).toMatchObject({ field: "content" });
  });

  it("a stranger's topics are not granted", async () => {
    const session = await newSession();
    const ann = customer(session);
    await ann.isOnline();
    await ann.subscribes("client/desk/#");
    expect(ann.granted).toEqual([["client/desk/#", false]]);
  });

  it("a token that is none is asked for anew, once, and then refused", async () => {
    const asked: boolean[] = [];
    const ann = client({
      credentials: async (isRenewal) => {
        asked.push(isRenewal);
        return { username: "@token", password: "none" };
      },
    });
    ann.connection.start();
    await ann.watch.until(() => ann.connection.state === "refused");
    expect(asked).toEqual([false, true]);
  });

  it("a token that is renewed is good", async () => {
    const session = await newSession();
    const ann = client({
      credentials: async (isRenewal) => ({
        username: "@token",
        password: isRenewal ? session.token : "old",
      }),
    });
    await ann.isOnline();
    expect(ann.states).toEqual(["connecting", "connecting", "online"]);
  });

  it("what is said while the wire is cut is stored once, in order", async () => {
    const session = await newSession();
    const wire = new Wire();
    wires.push(wire);
    const ann = customer(session, await wire.laid());
    await asks(ann, session);
    says(ann, session, "1");
    wire.cut();
    says(ann, session, "2"); // into a line that is dead, which nobody knows yet
    await ann.watch.until(() => ann.connection.state === "offline");
    says(ann, session, "3");
    wire.mend();
    await ann.hears("messages", ({ id }) => id === "3");
    expect((await history(session)).map(({ id, seq }) => [id, seq])).toEqual([
      ["1", 1],
      ["2", 2],
      ["3", 3],
    ]);
    expect(ann.states.filter((state) => state === "online")).toHaveLength(2);
  });

  it("both sides see the same conversation in the end, however the wire behaves", async () => {
    const session = await newSession();
    const { sessionTopic, sessionId, customerId } = session;
    const wire = new Wire();
    wires.push(wire);
    const ann = customer(session, await wire.laid());
    const bob = client({ credentials: async () => ATTENDANT });
    await asks(ann, session);
    await bob.isOnline();
    await bob.subscribes(`${sessionTopic}/client/#`);
    const does = (act: "online" | "take") =>
      bob.connection.publish(
        ...publication(
          act === "take"
            ? { act, attendantId: "bob", payload: { sessionId } }
            : { act, attendantId: "bob", payload: {} },
        ),
      );
    does("online");
    does("take");
    await bob.hears("control", (told) => "sessionInfo" in told && told.instruction !== "error");
    const bobSays = (id: string) =>
      bob.connection.publish(
        ...publication({
          act: "messages",
          attendantId: "bob",
          payload: { sessionId, id, content: id },
        }),
        { isKept: true },
      );
    says(ann, session, "a1");
    await bob.hears("messages", ({ id }) => id === "a1");
    bobSays("b1");
    await ann.hears("messages", ({ id }) => id === "b1");
    wire.cut();
    bobSays("b2");
    bobSays("b3");
    says(ann, session, "a2");
    await bob.hears("messages", ({ id }) => id === "b3");
    wire.mend();
    await ann.hears("messages", ({ id }) => id === "a2");

    let seen: Conversation = emptyConversation({ kind: "customer", id: customerId });
    for (const down of ann.heard) {
      if (down.channel === "messages")
        seen = reduce(seen, { type: "heard", message: down.payload });
    }
    expect(seen.fetchAfter).toBe(2); // b2 and b3 were said while the wire was cut
    const messages = (await history(session)).filter(({ seq }) => seq > 2);
    seen = reduce(seen, { type: "fetched", after: 2, line: 0, messages });
    expect(seen.messages.map(({ id, isOwn }) => [id, isOwn])).toEqual([
      ["a1", true],
      ["b1", false],
      ["b2", false],
      ["b3", false],
      ["a2", true],
    ]);
    expect(seen.fetchAfter).toBeNull();
  });
});

it("a topic or a payload of somebody else's is nothing", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const topic = "server/sessions/ann/s1/client/messages";
  expect(readDown(topic, bytes('{"seq":1}'))).toMatchObject({
    channel: "messages",
    sessionTopic: "server/sessions/ann/s1",
  });
  expect(readDown(`desk/${topic}`, bytes("{}"), "desk")?.channel).toBe("messages");
  expect(readDown(topic, bytes("{}"), "desk")).toBeNull();
  for (const payload of ["", "null", "[]", "3", "{", '"text"']) {
    expect(readDown(topic, bytes(payload))).toBeNull();
  }
  expect(readDown(topic, Uint8Array.of(0x7b, 0xff, 0x7d))).toBeNull();
  for (const other of ["server/sessions/ann/s1/messages", "client/desk/other/5", "$SYS/x", ""]) {
    expect(readDown(other, bytes("{}"))).toBeNull();
  }
});

it("everything that is heard has its channel", () => {
  const channel = (topic: string) => readDown(topic, new TextEncoder().encode("{}"))?.channel;
  expect(channel("client/desk/availability")).toBe("desk/availability");
  expect(channel("client/desk/attendants/bob")).toBe("desk/attendants");
  expect(channel("client/desk/sessions/s1")).toBe("desk/sessions");
  expect(channel("client/desk/notes/s1")).toBe("desk/notes");
  expect(channel("client/attendants/assign/bob")).toBe("assign");
  expect(channel("client/attendants/control/bob")).toBe("attendantControl");
  expect(channel("server/sessions/a/s/client/control")).toBe("control");
  expect(channel("server/sessions/a/s/client/typing")).toBe("typing");
  expect(channel("server/sessions/a/s/client/viewed")).toBe("viewed");
});
