/** Whatever happens to the line: never lost, never doubled, always in order. */
import fc from "fast-check";
import { it } from "vitest";
import {
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  pending,
  reduce,
} from "../src/conversation.ts";
import type { Message, Person } from "../src/protocol.ts";
import { ANN, BOB, EVE, message } from "./said.ts";

const PAGE = 3;

type Request = { type: "fetched" | "fetchedEarlier"; about: number; line: number; page: Message[] };

/** A server that stores, two lines that lose and reorder, and one page. */
class World {
  readonly me: Person;
  conversation: Conversation;
  /** What the server has stored: the first one has number 1. */
  readonly stored: Message[] = [];
  readonly said = new Map<string, string>();
  isUp = false;
  upward: string[] = [];
  downward: Message[] = [];
  answers: Request[] = [];

  constructor(me: Person) {
    this.me = me;
    this.conversation = frozen(emptyConversation(me));
  }

  dispatch(event: ConversationEvent): void {
    this.conversation = frozen(reduce(this.conversation, event));
    this.check();
  }

  says(): void {
    const id = `own-${this.said.size + 1}`;
    this.said.set(id, `own text ${id}`);
    this.dispatch({ type: "sent", id, content: `own text ${id}`, now: this.stored.length });
    if (this.isUp) this.upward.push(id);
  }

  otherSays(from: Person): void {
    this.store(message(this.stored.length + 1, from));
  }

  store(told: Message): void {
    this.stored.push(told);
    if (this.isUp) this.downward.push(told);
  }

  /** One that it knows already is answered by the same echo. */
  serverHears(): void {
    const id = this.upward.shift();
    if (id === undefined) return;
    const known = this.stored.find((each) => each.id === id);
    const content = this.said.get(id) ?? "";
    const echo = known ?? message(this.stored.length + 1, this.me, { id, content });
    if (known) this.downward.push(echo);
    else this.store(echo);
  }

  /** Any of those on their way, since they may come in any order. */
  hears(which: number): void {
    const [told] = this.downward.splice(which % (this.downward.length || 1), 1);
    if (told) this.dispatch({ type: "heard", message: told });
  }

  hearsAgain(which: number): void {
    const told = this.stored[which % (this.stored.length || 1)];
    if (told && this.isUp) this.dispatch({ type: "heard", message: told });
  }

  loses(): void {
    this.isUp = false;
    this.upward = [];
    this.downward = [];
    this.dispatch({ type: "lineLost" });
  }

  comes(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.dispatch({ type: "lineBack" });
    this.upward.push(...pending(this.conversation).map(({ id }) => id));
  }

  isTold(): void {
    if (this.isUp) this.dispatch({ type: "told", lastSeq: this.stored.length });
  }

  asks(): void {
    const { fetchAfter: about, line } = this.conversation;
    if (about === null || !this.isUp) return;
    this.answers.push({
      type: "fetched",
      about,
      line,
      page: this.stored.slice(about, about + PAGE),
    });
  }

  asksEarlier(): void {
    const { firstSeq: about, line, hasEarlier } = this.conversation;
    if (!hasEarlier) return;
    const end = about ? about - 1 : this.stored.length;
    const page = this.stored.slice(Math.max(0, end - PAGE), end);
    this.answers.push({ type: "fetchedEarlier", about, line, page });
  }

  isAnswered(which: number): void {
    const [answer] = this.answers.splice(which % (this.answers.length || 1), 1);
    if (!answer) return;
    const { type, about, line, page: messages } = answer;
    if (type === "fetched") this.dispatch({ type, after: about, line, messages });
    else this.dispatch({ type, before: about, line, messages });
  }

  fails(which: number): void {
    const ids = pending(this.conversation).map(({ id }) => id);
    const id = ids[which % (ids.length || 1)];
    if (id !== undefined) this.dispatch({ type: "failed", id });
  }

  sees(seq: number, by: Person): void {
    this.dispatch({ type: "seen", seen: { by, read: seq % (this.stored.length + 1) } });
  }

  /** The page is left, and comes again with what it had kept. */
  reloads(): void {
    this.loses();
    this.answers = [];
    const kept = pending(this.conversation);
    this.conversation = frozen(emptyConversation(this.me));
    this.dispatch({ type: "restored", pending: kept });
  }

  /** Until nothing is on its way any more, and everything was asked for. */
  comesToRest(): void {
    this.comes();
    for (let round = 0; this.isBusy(); round++) {
      if (round > 1_000) throw new Error("it never comes to rest");
      this.serverHears();
      this.hears(0);
      this.asks();
      this.isAnswered(0);
      if (this.conversation.fetchAfter === null) this.asksEarlier();
    }
    const seqs = this.conversation.messages.map(({ seq }) => seq);
    equal(
      seqs,
      this.stored.map(({ seq }) => seq),
      "what is shown in the end",
    );
    for (const id of this.said.keys()) {
      equal(this.stored.filter((each) => each.id === id).length, 1, `how often ${id} is stored`);
    }
  }

  isBusy(): boolean {
    const { fetchAfter, hasEarlier } = this.conversation;
    const onTheWay = this.upward.length + this.downward.length + this.answers.length;
    return onTheWay > 0 || fetchAfter !== null || hasEarlier;
  }

  check(): void {
    const { messages, stored, firstSeq, lastSeq, unread, firstUnread, fetchAfter } =
      this.conversation;
    const seqs = messages.slice(0, stored).map(({ seq }) => seq ?? 0);
    equal(
      seqs,
      [...seqs].sort((one, other) => one - other),
      "the order",
    );
    equal((seqs[0] ?? firstSeq) < firstSeq, false, "something before the first one");
    equal(new Set(messages.map(({ id }) => id)).size, messages.length, "ids that are shown once");
    equal(
      messages.slice(stored).every(({ seq }) => seq === null),
      true,
      "what is not stored",
    );
    for (const { seq, id, content } of messages.slice(0, stored)) {
      const told = this.stored[(seq ?? 0) - 1];
      equal([told?.id, told?.content], [id, content], `what number ${seq} is`);
    }
    for (let seq = firstSeq; seq > 0 && seq <= lastSeq; seq++) {
      equal(seqs.includes(seq), true, `whether ${seq} is shown`);
    }
    const isHoled = (seqs.at(-1) ?? 0) > lastSeq;
    equal(isHoled && fetchAfter === null, false, "a hole that nobody asks for");
    const shown = new Set(messages.map(({ id }) => id));
    for (const id of this.said.keys()) {
      const isSafe = shown.has(id) || this.stored.some((each) => each.id === id);
      equal(isSafe, true, `whether ${id} is somewhere`);
    }
    const unseen = messages.filter(
      ({ seq, state, from }) => seq !== null && state !== "read" && from.kind !== this.me.kind,
    );
    equal([unread, firstUnread], [unseen.length, unseen[0]?.seq ?? null], "what is unread");
  }
}

function equal(found: unknown, wanted: unknown, what: string): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${what}: ${one} instead of ${other}`);
}

/** So that a change of what was there before is an error. */
function frozen(conversation: Conversation): Conversation {
  for (const part of [conversation, conversation.messages, conversation.typing])
    Object.freeze(part);
  for (const each of conversation.messages) Object.freeze(each);
  return conversation;
}

const which = fc.nat(20);
const usual: fc.Arbitrary<(world: World) => void> = fc.oneof(
  fc.constant((world: World) => world.says()),
  fc.constantFrom(ANN, BOB, EVE).map((from) => (world: World) => world.otherSays(from)),
  fc.constant((world: World) => world.serverHears()),
  which.map((n) => (world: World) => world.hears(n)),
  which.map((n) => (world: World) => world.hearsAgain(n)),
  fc.constant((world: World) => world.comes()),
  fc.constant((world: World) => world.isTold()),
  fc.constant((world: World) => world.asks()),
  fc.constant((world: World) => world.asksEarlier()),
  which.map((n) => (world: World) => world.isAnswered(n)),
  which.map((n) => (world: World) => world.fails(n)),
  fc.tuple(which, fc.constantFrom(ANN, BOB)).map(
    ([n, by]) =>
      (world: World) =>
        world.sees(n, by),
  ),
);
const rare = fc.constantFrom(
  (world: World) => world.loses(),
  (world: World) => world.reloads(),
);
const act = fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: rare });

it.each([
  ["a customer", ANN],
  ["an attendant among several", BOB],
])("of %s", (_, me) => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 80, size: "max" }), (acts) => {
      const world = new World(me);
      for (const does of acts) does(world);
      world.comesToRest();
    }),
    { numRuns: 300 },
  );
});
