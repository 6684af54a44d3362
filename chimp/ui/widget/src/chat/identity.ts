/* Whose conversation it is. The server alone judges a signed token; here it is only read, to see
   whether the page now speaks of somebody else. */

import type { Customer } from "../shared.ts";

/** The customer's id as the page has it, from the token if there is one; null for a visitor. */
export function idOf(customer: Customer): string | null {
  const claimed = customer.token === undefined ? undefined : claimsOf(customer.token).sub;
  const id = claimed ?? customer.id;
  return typeof id === "string" || typeof id === "number" ? String(id) : null;
}

interface Claims {
  readonly sub?: unknown;
}

function claimsOf(token: string): Claims {
  try {
    const part = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === "object" && claims !== null ? (claims as Claims) : {};
  } catch {
    return {}; // the server will say what is wrong with it
  }
}
