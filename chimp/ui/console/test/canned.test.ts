import { expect, test } from "vitest";
import { commandAt, filledIn, matching } from "../src/conversation/canned.ts";

const situation = {
  customer: { name: "Maria", email: "maria@example.com" },
  attendant: { name: "Ana" },
  desk: { name: "Shop" },
};

test("a slash asks where a word begins, and nowhere else", () => {
  expect(commandAt("/he", 3)).toEqual({ word: "he", from: 0 });
  expect(commandAt("well /", 6)).toEqual({ word: "", from: 5 });
  expect(commandAt("a line\n/x", 9)).toEqual({ word: "x", from: 7 });
  expect(commandAt("and/or", 6)).toBeNull();
  expect(commandAt("https://a", 9)).toBeNull();
  expect(commandAt("/he llo", 7)).toBeNull();
});

test("shortcuts that begin so come before words in titles and texts", () => {
  const answer = (shortcut: string, title: string, content: string) => ({
    id: shortcut,
    shortcut,
    title,
    content,
  });
  const all = [
    answer("bye", "Goodbye", "hello again some day"),
    answer("say-hello", "Other", "x"),
    answer("hello", "Greeting", "x"),
    answer("no", "None", "x"),
  ];
  expect(matching(all, "hello").map((one) => one.shortcut)).toEqual(["hello", "say-hello", "bye"]);
});

test("variables are filled in, what is not known leaves no gap", () => {
  const text = "Hello {{customer.name}}, {{ attendant.name }} of {{desk.name}}: {{customer.email}}";
  expect(filledIn(text, situation)).toBe("Hello Maria, Ana of Shop: maria@example.com");
  const nameless = { ...situation, customer: { name: null } };
  expect(filledIn("Hello {{customer.name}}, welcome", nameless)).toBe("Hello, welcome");
  expect(filledIn("{{order.id}}", situation)).toBe("{{order.id}}");
});

test("what a customer is called is put in as it is", () => {
  const named = { ...situation, customer: { name: "$& {{desk.name}}" } };
  expect(filledIn("Hi {{customer.name}}", named)).toBe("Hi $& {{desk.name}}");
});
