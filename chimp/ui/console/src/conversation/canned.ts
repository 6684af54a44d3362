/** Canned answers: which of them are meant by what is typed, and what is put in their place. */
/** What is used of a customer; other details may be anything. */
export interface CustomerLike {
  name?: string | null;
  email?: unknown;
}

export interface CannedAnswer {
  id: string | number;
  shortcut: string;
  title: string;
  content: string;
}

const COMMAND = /(?:^|\s)\/([\p{L}\p{N}-]*)$/u;

/** What stands behind a slash before the caret; null when nothing is asked for. */
export function commandAt(text: string, caret: number): { word: string; from: number } | null {
  const found = COMMAND.exec(text.slice(0, caret));
  const word = found?.[1];
  return word === undefined ? null : { word, from: caret - word.length - 1 };
}

/** Those whose shortcut begins so, then those with the word in their title or text. */
export function matching(answers: readonly CannedAnswer[], word: string): CannedAnswer[] {
  const sought = word.toLowerCase();
  const rank = (answer: CannedAnswer): number => {
    if (answer.shortcut.startsWith(sought)) {
      return 0;
    }
    if (answer.shortcut.includes(sought) || answer.title.toLowerCase().includes(sought)) {
      return 1;
    }
    return answer.content.toLowerCase().includes(sought) ? 2 : 3;
  };
  return answers
    .map((answer) => ({ answer, rank: rank(answer) }))
    .filter((one) => one.rank < 3)
    .sort(
      (one, other) =>
        one.rank - other.rank || (one.answer.shortcut < other.answer.shortcut ? -1 : 1),
    )
    .map((one) => one.answer);
}

export interface Situation {
  customer: CustomerLike;
  attendant: { name: string | null };
  desk: { name: string | null };
}

const VARIABLE = /(\s?)\{\{\s*([a-z]+)\.([a-z]+)\s*\}\}/gi;

/** The text with its variables filled in; what is not known leaves no gap. */
export function filledIn(content: string, situation: Situation): string {
  return content.replace(VARIABLE, (whole, space: string, thing: string, part: string) => {
    const value = meaning(situation, thing, part);
    if (value === undefined) {
      return whole; // no variable of ours: it stays as it was written
    }
    return value === "" ? "" : space + value;
  });
}

function meaning(situation: Situation, thing: string, part: string): string | undefined {
  switch (`${thing}.${part}`.toLowerCase()) {
    case "customer.name":
      return situation.customer.name ?? "";
    case "customer.email":
      return typeof situation.customer.email === "string" ? situation.customer.email : "";
    case "attendant.name":
      return situation.attendant.name ?? "";
    case "desk.name":
      return situation.desk.name ?? "";
    default:
      return undefined;
  }
}
