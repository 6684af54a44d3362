/* `{{customer.name}}` and its like in canned answers: filled in when one is put into a message. */

export const VARIABLES = [
  "customer.name",
  "customer.email",
  "attendant.name",
  "desk.name",
] as const;

export type Variable = (typeof VARIABLES)[number];
export type Values = Partial<Record<Variable, string | null>>;

export type Piece =
  | { kind: "text"; text: string }
  | { kind: "variable"; name: Variable; text: string | null }
  | { kind: "unknown"; text: string };

const PLACE = /\{\{\s*([\w.]+)\s*\}\}/g;

/** The content in pieces: text, variables with their value or null, and what is no variable. */
export function pieces(content: string, values: Values): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of content.matchAll(PLACE)) {
    if (match.index > end) found.push({ kind: "text", text: content.slice(end, match.index) });
    const name = VARIABLES.find((variable) => variable === match[1]);
    if (name === undefined) found.push({ kind: "unknown", text: match[0] });
    else found.push({ kind: "variable", name, text: values[name] || null });
    end = match.index + match[0].length;
  }
  if (end < content.length) found.push({ kind: "text", text: content.slice(end) });
  return found;
}

/**
 * The content as it is said. A variable without a value goes, and takes the space before it along:
 * "Hello {{customer.name}}," becomes "Hello,".
 */
export function fillIn(content: string, values: Values): string {
  let text = "";
  for (const piece of pieces(content, values)) {
    if (piece.kind === "variable" && piece.text === null) text = text.replace(/[ \t]$/, "");
    else text += piece.text;
  }
  return text;
}

/** What a visitor might find between `{{` and `}}` although it means nothing. */
export function unknownVariables(content: string): string[] {
  const unknown = pieces(content, {}).filter((piece) => piece.kind === "unknown");
  return [...new Set(unknown.map((piece) => piece.text))];
}
