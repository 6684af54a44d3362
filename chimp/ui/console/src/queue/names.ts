import { words } from "./words.ts";

/** What a customer is called: their name, their e-mail, or "Visitor 3f2a". */
export function customerName(customer: { id: string | number; name?: string | null }): string {
  const email = (customer as Record<string, unknown>).email;
  if (customer.name) {
    return customer.name;
  }
  if (typeof email === "string" && email !== "") {
    return email;
  }
  return `${words("noName")} ${String(customer.id)
    .replace(/^anonymous-/, "")
    .slice(0, 4)}`;
}
