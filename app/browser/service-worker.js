/**
 * The service worker, as browsers get it: /sw.js puts `self.kept` in front of it. It keeps one page and what that page is
 * drawn with, and shows it where a page was asked for and the network is not there. Nothing else is ever kept or answered
 * from here: forms, data and other files go their way as if it did not exist.
 */
{
  /** @type {any} */
  const worker = self;
  /** @type {{ release: string, files: string[] }} The files' addresses, the page's first. */
  const { release, files } = worker.kept;
  const page = files[0] ?? "";
  const prefix = "offline-";
  const current = prefix + release;

  /** @param {string} file @returns {Promise<Response>} */
  const keptCopy = async (file) =>
    (await (await caches.open(current)).match(file, { ignoreVary: true })) ?? Response.error();

  const keep = async () => {
    // As a visitor: nobody's name is in what is kept.
    const wanted = files.map((file) => new Request(file, { credentials: "omit", cache: "reload" }));
    await (await caches.open(current)).addAll(wanted);
    await worker.skipWaiting();
  };

  const forgetOlder = async () => {
    const names = await caches.keys();
    const older = names.filter((name) => name.startsWith(prefix) && name !== current);
    await Promise.all(older.map((name) => caches.delete(name)));
    // The page is asked for while the worker still wakes up.
    await worker.registration.navigationPreload?.enable();
  };

  /** @param {any} event */
  const answerNavigation = async (event) => {
    try {
      return (await event.preloadResponse) ?? (await fetch(event.request));
    } catch {
      return keptCopy(page);
    }
  };

  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keep()));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(forgetOlder()));
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    if (request.method !== "GET") return;
    if (request.mode === "navigate") return event.respondWith(answerNavigation(event));
    const { origin, pathname } = new URL(request.url);
    if (origin === location.origin && pathname !== page && files.includes(pathname))
      event.respondWith(fetch(request).catch(() => keptCopy(pathname)));
  });
}
