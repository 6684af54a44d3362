import { afterEach, describe, expect, test, vi } from "vitest";
import { answerOf } from "../src/api/client.ts";
import { wordsAt, wordsBeside, wordsOf } from "../src/api/problem.ts";
import { HttpError, NoAnswer, onLoggedOut } from "../src/app/http.ts";

/** The client reads the address of its page when it is loaded. */
async function client() {
  vi.stubGlobal("location", { origin: "http://desk.example" });
  vi.resetModules();
  const { http } = await import("../src/api/client.ts");
  return http;
}

function answering(status: number, body: string) {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(request);
    const isEmpty = status === 204;
    const headers = {
      "Content-Type": "application/json",
      ...(isEmpty && { "Content-Length": "0" }),
    };
    return Promise.resolve(new Response(isEmpty ? null : body, { status, headers }));
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe("an answer", () => {
  test("is the data", async () => {
    const asked = answering(200, '[{"id": 1, "shortcut": "hi"}]');
    const answers = await answerOf((await client()).GET("/canned-answers"));
    expect(answers[0]?.shortcut).toBe("hi");
    expect(asked[0]?.url).toBe("http://desk.example/canned-answers");
  });

  test("writes ids into the path so that they stay one part of it", async () => {
    const asked = answering(204, "");
    const path = { kind: "customer", value: "a/b?c" } as const;
    await answerOf((await client()).DELETE("/bans/{kind}/{value}", { params: { path } }));
    expect(asked[0]?.url).toMatch(/\/bans\/customer\/a%2Fb%3Fc$/);
  });

  test("that is a problem is thrown, and its sentence stands at its field", async () => {
    answering(400, '{"error": "invalid", "message": "email: is no address", "field": "email"}');
    const error = await caught(answerOf((await client()).PATCH("/me", { body: { email: "x" } })));
    expect(error).toMatchObject({ status: 400, code: "invalid", field: "email" });
    expect(wordsAt(error, "email")).toBe("Is no address");
    expect(wordsAt(error, "name")).toBeNull();
    expect(wordsBeside(error, ["email"])).toBeNull();
    expect(wordsBeside(error, ["name"])).toBe("email: is no address");
  });

  test("that is no JSON of ours tells its status", async () => {
    answering(502, "<h1>Bad gateway</h1>");
    const error = await caught(answerOf((await client()).GET("/attendants")));
    expect(error).toMatchObject({ status: 502, code: null });
    expect(wordsOf(error)).toMatch(/^The server failed at this/);
  });

  test("that never comes is none", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    const error = await caught(answerOf((await client()).GET("/attendants")));
    expect(error).toBeInstanceOf(NoAnswer);
    expect(wordsOf(error)).toMatch(/could not be reached/);
  });
});

describe("a 401", () => {
  const refused = '{"error": "unauthorized", "message": "log in"}';

  test("asks for the log-in", async () => {
    answering(401, refused);
    const told = vi.fn();
    const stop = onLoggedOut(told);
    await caught(answerOf((await client()).GET("/attendants")));
    expect(told).toHaveBeenCalledTimes(1);
    stop();
  });

  test("about a password that was just typed does not", async () => {
    answering(401, refused);
    const told = vi.fn();
    const stop = onLoggedOut(told);
    const body = { current: "wrong", password: "new" };
    const asked = (await client()).POST("/me/password", { body });
    expect(await caught(answerOf(asked, { provesPassword: true }))).toBeInstanceOf(HttpError);
    expect(told).not.toHaveBeenCalled();
    stop();
  });
});

test("fields below the one asked for belong to it", () => {
  const message = "week.monday.0.to: lies before from";
  const error = new HttpError(400, message, "invalid", "week.monday.0.to");
  expect(wordsAt(error, "week.monday")).toBe("Lies before from");
  expect(wordsAt(error, "week.mon")).toBeNull();
});
