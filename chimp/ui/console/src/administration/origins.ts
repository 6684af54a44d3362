/* Origins as people type them: an address of a page is meant as its origin. */

/** `https://shop.example` from whatever was pasted of that site; null if it is no web address. */
export function originOf(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return null;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { protocol, origin, hostname } = new URL(address);
  const isWeb = protocol === "https:" || protocol === "http:";
  return isWeb && (hostname.includes(".") || hostname === "localhost" || hostname.includes(":"))
    ? origin
    : null;
}
