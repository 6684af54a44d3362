import { expect, test } from "vitest";
import { hasDraft, readDraft, writeDraft } from "../src/conversation/drafts.ts";
import { dropOutgoing, keepOutgoing, recallOutgoing } from "../src/desk/outbox.ts";
import { keep, recallAll } from "../src/desk/storage.ts";

test("each attendant has a draft of their own in each session", () => {
  writeDraft("1", "a", { reply: "half", note: "", mode: "reply" });
  writeDraft("1", "b", { reply: "", note: "psst", mode: "note" });
  expect(readDraft("1", "a").reply).toBe("half");
  expect(hasDraft("1", "b")).toBe("psst");
  expect(hasDraft("2", "a")).toBe("");
});

test("an empty draft takes no room", () => {
  writeDraft("1", "c", { reply: "x", note: "", mode: "reply" });
  writeDraft("1", "c", { reply: "", note: "", mode: "reply" });
  expect(recallAll("chimp.draft.1.c")).toEqual([]);
});

test("what was not sent is found again in its order, and what cannot be read is left out", () => {
  const outgoing = (id: string, timestamp: number) =>
    ({ kind: "message", id, sessionId: "a", content: id, timestamp }) as const;
  keepOutgoing("1", outgoing("second", 2));
  keepOutgoing("1", outgoing("first", 1));
  keepOutgoing("2", outgoing("other", 1));
  keep("chimp.outbox.1.broken", "{");
  expect(recallOutgoing("1").map((one) => one.id)).toEqual(["first", "second"]);
  dropOutgoing("1", "first");
  expect(recallOutgoing("1").map((one) => one.id)).toEqual(["second"]);
});
