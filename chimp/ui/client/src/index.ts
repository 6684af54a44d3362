/** The protocol, the line to the server, and the rules of a conversation. */
export * from "./connection.ts";
export * from "./conversation.ts";
export * from "./protocol.ts";
export * from "./text.ts";
