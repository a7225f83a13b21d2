// The service worker of the desk, and of nothing else: its scope is the desk of one gathering.
//
// It keeps the shell of the app, which tells nothing about people, and the files that the shell
// needs. They are kept together, from one release, so that a shell never meets another's modules.
// Other pages come from the network, are never kept, and are stood in for by the shell.
// `self.DESK` is set by the page that brings this script: { scope, shell, files }.

const { scope, shell, files } = self.DESK;
const PREFIX = `desk ${scope} `;
const PATIENCE = 5_000; // milliseconds for a page

// The same files have the same name, so a new release gets a cache of its own.
async function cacheName() {
  const bytes = new TextEncoder().encode(JSON.stringify([shell, files]));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return PREFIX + [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function keepAll() {
  const cache = await caches.open(await cacheName());
  await cache.addAll([shell, ...files].map((url) => new Request(url, { cache: "no-cache" })));
  await self.skipWaiting();
}

async function dropOlder() {
  const current = await cacheName();
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== current);
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.clients.claim();
}

const kept = async (url) => (await caches.open(await cacheName())).match(url);

async function pageOf(request) {
  const late = new Promise((_, reject) => { setTimeout(reject, PATIENCE, new Error("late")); });
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer.status < 500) return answer;
    return (await kept(shell)) || answer;
  } catch (problem) {
    const standIn = await kept(shell);
    if (standIn) return standIn;
    throw problem;
  }
}

async function fileOf(request) {
  return (await kept(request.url)) || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (files.includes(pathname) || pathname === shell) event.respondWith(fileOf(request));
  else if (request.mode === "navigate") event.respondWith(pageOf(request));
});
