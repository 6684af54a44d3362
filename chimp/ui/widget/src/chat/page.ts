/* Where the customer is, also in pages that change their address without loading anew. */

const EVERY = 2_000;
/** What the server takes: of more it would refuse all that is said along with it. */
const MAX_URL = 2_000;
const MAX_TITLE = 200;

export interface Page {
  readonly url: string;
  readonly title: string;
}

/** Null where the page is none of the web, which is nothing that attendants could open. */
export function currentPage(): Page | null {
  if (!/^https?:/.test(location.href)) return null;
  return {
    url: location.href.slice(0, MAX_URL),
    title: cut(document.title, MAX_TITLE),
  };
}

/** Without half a character at its end, which is no JSON for the server. */
function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
}

/** Tell when the address has changed; returns what ends it. Nothing of the page is replaced. */
export function watchPage(tell: () => void): () => void {
  let known = location.href;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    if (location.href === known) return;
    known = location.href;
    clearTimeout(timer);
    timer = setTimeout(tell, 300); // the title comes a little later than the address
  };
  const { navigation } = window as unknown as { navigation?: EventTarget };
  navigation?.addEventListener("currententrychange", look);
  addEventListener("popstate", look);
  addEventListener("hashchange", look);
  const looking = navigation ? undefined : setInterval(look, EVERY);
  return () => {
    navigation?.removeEventListener("currententrychange", look);
    removeEventListener("popstate", look);
    removeEventListener("hashchange", look);
    clearInterval(looking);
    clearTimeout(timer);
  };
}
