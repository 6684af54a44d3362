/** Styles that libraries put into the page carry the nonce of this answer, as its CSP wants it. */
import { setNonce } from "get-nonce";

const found = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

export const nonce = found !== undefined && !found.startsWith("__") ? found : undefined;

if (nonce !== undefined) {
  setNonce(nonce);
}
