// Keeps what the lab fetched, so that a lesson that ran once opens without a network.
//
// What is large never changes under its name within one build of the site; it comes from the store if it is there. Pages and
// lists come from the network while there is one. Another build of the site has another store, and the old one is removed.
const STORE = "lab " + VERSION;
const LARGE = /\/(static\/pyodide|course|build|extensions)\/.*\.(wasm|whl|zip|js|mjs|jpg|png|npy|onnx|woff2|css)$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("lab ") && name !== STORE) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin || request.headers.has("range")) return;
  event.respondWith(LARGE.test(address.pathname) ? keptFirst(event) : networkFirst(event));
});

async function keptFirst(event) {
  const store = await caches.open(STORE);
  return (await store.match(event.request)) ?? fetched(event, store);
}

async function networkFirst(event) {
  const store = await caches.open(STORE);
  try {
    return await fetched(event, store);
  } catch (error) {
    const kept = await store.match(event.request, { ignoreSearch: event.request.mode === "navigate" });
    if (kept) return kept;
    throw error;
  }
}

async function fetched(event, store) {
  const answer = await fetch(event.request);
  if (answer.status === 200) {
    const copy = answer.clone();
    event.waitUntil(store.put(event.request, copy).catch(() => {})); // a full store keeps less
  }
  return answer;
}
