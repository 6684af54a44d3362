import { expect, test } from "vitest";
import { reduceDesk } from "../src/desk/desk.ts";
import { newsBetween, unseen } from "../src/notification/news.ts";
import { timeLeft } from "../src/notification/time-left.ts";
import { found } from "../src/shortcuts/commands.ts";
import { desk, ME, message, NOW, session } from "./given.ts";

test("offers, words of one's customers and who waits are news, once each", () => {
  const before = desk([session("mine", { status: "online", assignedAttendants: [ME] })]);
  const heard = reduceDesk(before, { type: "message", message: message("mine", 1) });
  expect(newsBetween(before, heard).map((one) => one.kind)).toEqual(["message"]);
  const summary = session("new", { offeredTo: ME });
  const offered = reduceDesk(heard, { type: "session", summary, at: NOW });
  expect(newsBetween(heard, offered).map((one) => one.kind)).toEqual(["offer"]);
  const again = reduceDesk(offered, { type: "session", summary, at: NOW + 1 });
  expect(newsBetween(offered, again)).toEqual([]);
  const queued = reduceDesk(again, { type: "session", summary: session("new"), at: NOW + 2 });
  expect(newsBetween(again, queued).map((one) => one.kind)).toEqual(["waiting"]);
  expect(unseen(offered).offers).toHaveLength(1);
  expect(unseen(offered).unread).toHaveLength(1);
});

test("what was there when the console opened is no news", () => {
  const opened = desk([session("a"), session("b", { offeredTo: ME })]);
  expect(newsBetween({ ...opened, isLoaded: false, sessions: {} }, opened)).toEqual([]);
});

test("an offer runs out by the server's clock", () => {
  const [offer] = unseen(desk([session("a", { offeredTo: ME })])).offers;
  if (offer === undefined) throw new Error("there is one");
  expect(timeLeft(offer, NOW + 2500, 0)).toEqual({ seconds: 8, part: 0.75 });
  const told = { ...offer, offerExpiresAt: NOW + 120_000 };
  expect(timeLeft(told, NOW, 100_000)).toEqual({ seconds: 20, part: 1 });
  expect(timeLeft(told, NOW + 60_000, 100_000).seconds).toBe(0);
});

test("the command bar finds every word, and what begins so first", () => {
  const command = (title: string, about = "") => ({
    key: title,
    group: "actions" as const,
    title,
    about,
    run: () => undefined,
  });
  const all = [command("Go to the inbox"), command("Maria", "inbox is full"), command("Inbox")];
  expect(found(all, "inbox").map((one) => one.title)).toEqual([
    "Inbox",
    "Go to the inbox",
    "Maria",
  ]);
  expect(found(all, "mária full").map((one) => one.title)).toEqual(["Maria"]);
});
