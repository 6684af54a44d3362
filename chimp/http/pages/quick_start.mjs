import mqtt from "mqtt";

const server = globalThis.location?.origin ?? "http://localhost:3000";
const session = await (await fetch(`${server}/session`, { method: "POST" })).json();
const client = await mqtt.connectAsync(`${server.replace("http", "ws")}/mqtt`, {
  username: "@token",
  password: session.token,
});
const tell = (what, payload) =>
  client.publishAsync(`${session.sessionTopic}/server/${what}`, JSON.stringify(payload), { qos: 1 });

client.on("message", (topic, payload) => console.log(topic, JSON.parse(payload)));
await client.subscribeAsync(`${session.sessionTopic}/client/#`, { qos: 1 });
await tell("open", { protocolVersion: 1, customer: { name: "Ann" } });
await tell("messages", { id: crypto.randomUUID(), content: "Hello" });
