// The service worker: keeps one whole build of the app on the tablet, so that it opens with no network.
//
// Invariants
// - A build is kept whole or not at all: every file is checked against its revision before the cache counts.
// - Code never changes under an open intake: pages get the build that is active; another one takes over only when the
//   app asks for it (skip_waiting) or when no page of the old one is open.
// - Only GET requests for files of the build are answered here. The contract's addresses and other origins never are.
//
// The build fills in the next two lines: the version covers this file and the list; a revision is the SHA-256 of a file.
const VERSION = /*VERSION*/"dev";
const PRECACHE = /*PRECACHE*/[];

const CACHE_PREFIX = "walkaround-";
const CACHE = CACHE_PREFIX + VERSION;
const PAGE = "/index.html";

// Where the receiver itself answers: the contract, its inbox, and this script.
const NOT_OURS = ["/api/", "/inbox", "/sw.js"];

// A file is kept under its address and revision: an unchanged file is then found in the cache of any earlier build.
const keys = new Map(PRECACHE.map(({ url, revision }) => [url, `${url}?revision=${revision}`]));

// Enough requests at once to fill a slow line, few enough to leave room for a sheet on its way out.
const PARALLEL = 4;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function install() {
  const cache = await caches.open(CACHE);
  const waiting = [...PRECACHE];
  const keepSome = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) await keep(cache, entry);
  };
  try {
    await Promise.all(Array.from({ length: PARALLEL }, keepSome));
  } catch (error) {
    waiting.length = 0;
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(cache, { url, revision }) {
  const key = keys.get(url);
  // Also finds what an interrupted install of this same build has kept already.
  const earlier = await caches.match(key);
  if (earlier) return cache.put(key, earlier);

  // "reload" goes past the HTTP cache, which may hold a file of the build before.
  const response = await fetch(url, { cache: "reload", credentials: "same-origin" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  // While a new build is being put in place a server may answer with a file of the other one.
  if ((await sha256(bytes)) !== revision) throw new Error(`${url} is not the file of version ${VERSION}`);
  // A fresh response: one that was redirected may not answer a navigation, and the body is no longer encoded.
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  await cache.put(key, new Response(bytes, { headers }));
}

async function sha256(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) && name !== CACHE) await caches.delete(name);
  }
  // The first visit's page is taken over at once: the network may be gone before its first drawing is asked for.
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (NOT_OURS.some((path) => pathname.startsWith(path))) return;

  // Every address of the app is the same page; the app reads the address.
  const file = keys.has(pathname) ? pathname : request.mode === "navigate" ? PAGE : null;
  if (file === null || !keys.has(file)) return;
  event.respondWith(kept(file, request));
});

// The kept file; the network only where the browser has thrown the cache away.
async function kept(file, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(keys.get(file))) ?? fetch(request);
}

// Background Sync: there is a network again. Delivering is the app's business, which knows what was signed and what came of it; the worker
// only wakes the pages that are open. Where none is, nothing is sent before one is opened, and asking for another sync would change nothing.
self.addEventListener("sync", (event) => {
  if (event.tag === "deliver") event.waitUntil(wake());
});

async function wake() {
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage({ type: "deliver" });
}

self.addEventListener("message", (event) => {
  switch (event.data?.type) {
    case "skip_waiting":
      // Sent by the app, between two cars.
      self.skipWaiting();
      break;
    case "version":
      (event.ports[0] ?? event.source)?.postMessage({ type: "version", version: VERSION });
      break;
  }
});
