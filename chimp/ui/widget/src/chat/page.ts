/* Where the customer is, also in pages that change their address without loading anew. */

const EVERY = 2_000;
const MAX_URL = 2_048;
const MAX_TITLE = 300;

export interface Page {
  readonly url: string;
  readonly title: string;
}

export function currentPage(): Page {
  return {
    url: location.href.slice(0, MAX_URL),
    title: document.title.slice(0, MAX_TITLE),
  };
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
