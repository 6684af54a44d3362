import { describe, expect, test } from "vitest";
import { contrast, isColour, textOn } from "../src/administration/colour.ts";
import { originOf } from "../src/administration/origins.ts";
import { fillIn, pieces, unknownVariables } from "../src/administration/variables.ts";

describe("a canned answer", () => {
  test("is filled in", () => {
    const text = "Hello {{customer.name}}, this is {{ attendant.name }}.";
    expect(fillIn(text, { "customer.name": "Ann", "attendant.name": "Bob" })).toBe(
      "Hello Ann, this is Bob.",
    );
  });

  test("leaves no hole where nothing is known", () => {
    expect(fillIn("Hello {{customer.name}}, welcome", { "customer.name": null })).toBe(
      "Hello, welcome",
    );
  });

  test("fills in once only: a customer called {{desk.name}} stays that", () => {
    expect(
      fillIn("Hi {{customer.name}}", { "customer.name": "{{desk.name}}", "desk.name": "Secret" }),
    ).toBe("Hi {{desk.name}}");
  });

  test("keeps what is no variable, and tells of it", () => {
    expect(fillIn("{{order.id}} {{ }}", {})).toBe("{{order.id}} {{ }}");
    expect(unknownVariables("{{order.id}} {{desk.name}} {{order.id}}")).toEqual(["{{order.id}}"]);
    expect(pieces("a{{desk.name}}", {})).toEqual([
      { kind: "text", text: "a" },
      { kind: "variable", name: "desk.name", text: null },
    ]);
  });
});

describe("an origin", () => {
  test.each([
    ["https://shop.example/cart?x=1", "https://shop.example"],
    ["shop.example", "https://shop.example"],
    ["  http://localhost:8080/ ", "http://localhost:8080"],
    ["https://shop.example:443", "https://shop.example"],
    ["HTTPS://Shop.Example", "https://shop.example"],
  ])("is found in %j", (typed, origin) => {
    expect(originOf(typed)).toBe(origin);
  });

  test.each(["", "shop", "javascript:alert(1)", "ftp://shop.example", "https://"])(
    "is not in %j",
    (typed) => {
      expect(originOf(typed)).toBeNull();
    },
  );
});

describe("a colour", () => {
  test("has six digits", () => {
    expect([isColour("#5b5bd6"), isColour("#fff"), isColour("red")]).toEqual([true, false, false]);
  });

  test("takes the text that can be read on it", () => {
    expect(contrast("#ffffff", "#000000")).toBeCloseTo(21);
    expect(textOn("#5b5bd6").text).toBe("#ffffff");
    expect(textOn("#ffe629")).toMatchObject({ text: "#000000" });
  });
});
