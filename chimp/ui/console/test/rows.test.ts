import { expect, test } from "vitest";
import { shown } from "../src/customer/rows.ts";

test("a text may be an address, and nothing else is", () => {
  const href = (value: string) => {
    const row = shown({ label: "x", value });
    return row.form === "text" ? row.href : undefined;
  };
  expect(href("ann@example.com")).toBe("mailto:ann@example.com");
  expect(href("+55 (11) 91234-5678")).toBe("tel:+5511912345678");
  expect(href("https://example.com/a b")).toBeNull();
  expect(href("https://example.com/a")).toBe("https://example.com/a");
  expect(href("javascript:alert(1)")).toBeNull();
  expect(href("3 min 20 s")).toBeNull();
});

test("links of the server lead into the console, and only web addresses lead anywhere", () => {
  const row = shown({
    label: "Unresolved sessions",
    value: [
      { url: "/?session=a%2Fb", label: "one" },
      { url: "https://shop.example/orders/1", label: "two" },
      { url: "javascript:alert(1)", label: "three" },
      { url: "//evil.example", label: "" },
    ],
  });
  expect(row).toEqual({
    form: "links",
    label: "Unresolved sessions",
    links: [
      { label: "one", href: "/#/sessions/a%2Fb" },
      { label: "two", href: "https://shop.example/orders/1" },
      { label: "three", href: null },
      { label: "//evil.example", href: null },
    ],
  });
});

test("points are a series", () => {
  const points = [{ x: "10/01/2026-01:00:00", y: 1 }];
  expect(shown({ label: "Activity", value: points })).toEqual({
    form: "series",
    label: "Activity",
    points,
  });
});

test("an empty list is an empty text", () => {
  expect(shown({ label: "Orders", value: [] })).toMatchObject({ form: "text", text: "" });
});
