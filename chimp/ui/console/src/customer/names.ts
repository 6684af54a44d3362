import type { Customer } from "../api/shapes.ts";
/** Everything beside who they are: what the site has told of them. */
export function attributesOf(customer: Customer): [name: string, value: string][] {
  const { id: _, name: __, avatarURL: ___, verified: ____, ...others } = customer;
  return Object.entries(others)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => [
      name,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]);
}

/** "planName" and "plan_name" are "Plan name"; what is in capitals stays so. */
export function readableName(name: string): string {
  const spaced = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[_-]+/g, " ")
    .trim();
  const lower = spaced.replace(/(?<=\s)(\p{Lu})(?=\p{Ll})/gu, (letter) => letter.toLowerCase());
  return lower.charAt(0).toLocaleUpperCase() + lower.slice(1);
}
