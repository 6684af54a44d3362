/** Styles that libraries put into the page carry the nonce of this answer, as its CSP wants it. */
import { setNonce } from "get-nonce";

/** Where no server has put one in its place: a page that is served while one works on it. */
const NONE = "__NONCE__";

const found = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

export const nonce = found === NONE ? undefined : found;

if (nonce !== undefined) {
  setNonce(nonce);
}
