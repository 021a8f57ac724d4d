// Where the network is gone, a page of the storefront is answered with the shop's own offline page. Kept are those pages and what
// they are made of, which are the same for everybody; nothing else ever is, so nothing private.
const NAME = "souk-offline";
const PAGES = ["/offline", "/de/offline"];
const PARTS = ["/offline.js", "/theme.js", "/favicon.svg"];
/** Pages that are not the storefront's say in their own way that they cannot be had. */
const ELSEWHERE = /^\/(?:admin|dev|docs|media|problems|v1|\.well-known)(?:\/|$)/;

let isFresh = false;

addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

addEventListener("activate", (event) => {
  // Asked for while the worker wakes up, so that no page waits for it.
  event.waitUntil(Promise.all([self.registration.navigationPreload?.enable(), self.clients.claim()]));
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate" && !ELSEWHERE.test(pathname)) event.respondWith(page(event, pathname));
  else if (PARTS.includes(pathname)) event.respondWith(fetch(event.request).catch(() => caches.match(pathname)));
});

async function page(event, pathname) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (!isFresh) event.waitUntil(keep());
    return answer;
  } catch {
    const isGerman = /^\/de(?:\/|$)/.test(pathname);
    return (await caches.match(PAGES[isGerman ? 1 : 0])) ?? Response.error();
  }
}

/** Looks once in the life of a worker, which is short, whether there is something newer; asked for as nobody. */
async function keep() {
  const cache = await caches.open(NAME);
  await cache.addAll([...PAGES, ...PARTS].map((path) => new Request(path, { cache: "no-cache", credentials: "omit" })));
  isFresh = true;
}
