/**
 * The service worker; /sw.js puts `self.kept` in front of it. It caches the offline page with its files, and serves it
 * when a page is requested without a connection. It doesn't touch any other request.
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
    // Requested without cookies, so that the cached page contains no name.
    const wanted = files.map((file) => new Request(file, { credentials: "omit", cache: "reload" }));
    await (await caches.open(current)).addAll(wanted);
    await worker.skipWaiting();
  };

  const forgetOlder = async () => {
    const names = await caches.keys();
    const older = names.filter((name) => name.startsWith(prefix) && name !== current);
    await Promise.all(older.map((name) => caches.delete(name)));
    // Requests the page while the worker starts.
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
