/* Opens the console without a line, and at once with one. It knows of the shell alone: `/` and what
   stands in /assets, whose names change with their content. All else (the API, MQTT, /demo, what
   other origins serve) is none of its business and goes its usual way.

   A new version waits until the last tab of the former has gone. That tab finds in its cache every
   part that it may still want to load, though the server has no longer got it; and it is never old
   for that: `/` is asked for from the server first, whatever is kept here. */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const VERSION = "__VERSION__";
const ASSETS = ["__ASSETS__"];
const SHELL = "/";
const PREFIX = "chimp-shell-";
const CACHE = PREFIX + VERSION;
const PATIENCE = 4000; // ms that the server has for `/`, before what is kept is shown

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...ASSETS])));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) {
    return;
  }
  if (request.mode === "navigate" && url.pathname === SHELL) {
    event.respondWith(shell(event));
  } else if (url.pathname.startsWith("/assets/")) {
    event.respondWith(asset(request));
  }
});

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** @param {FetchEvent} event */
async function shell(event) {
  const kept = await (await caches.open(CACHE)).match(SHELL);
  const fresh = fromServer(event.request);
  event.waitUntil(fresh.catch(() => undefined)); // it may come too late, and is kept all the same
  if (kept === undefined) {
    return fresh;
  }
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return Promise.race([fresh, late]).then(
    (answer) => answer ?? kept,
    () => kept,
  );
}

/** @param {Request} request */
async function fromServer(request) {
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    await (await caches.open(CACHE)).put(SHELL, copy);
  }
  return answer;
}

/** @param {Request} request */
async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept !== undefined) {
    return kept;
  }
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
  }
  return answer;
}
