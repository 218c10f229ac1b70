/**
 * The service worker; /sw.js puts `self.kept` in front of it. It caches the offline page with its files, and serves it
 * when a page is requested without a connection. It doesn't touch any other request. It shows notices that were pushed.
 */
{
  /** @type {any} */
  const worker = self;
  /**
   * The files' addresses, the page's first; the inbox, and where a browser is turned on again whose subscription changed.
   * @type {{ release: string, files: string[], inbox: string, browsers: string }}
   */
  const { release, files, inbox, browsers } = worker.kept;
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

  /** @param {any} event @returns {{ id: number, title: string, body: string, path: string }} */
  const readMessage = (event) => {
    try {
      return event.data.json();
    } catch {
      // A browser that shows nothing for a push may lose the right to it.
      return { id: 0, title: "Something new in your inbox", body: "", path: inbox };
    }
  };

  const openPages = () => worker.clients.matchAll({ type: "window", includeUncontrolled: true });

  /** @param {any} event */
  const showNotice = async (event) => {
    const { id, title, body, path } = readMessage(event);
    const tag = `notice-${id}`;
    await worker.registration.showNotification(title, { body, tag, icon: "/favicon.svg", data: { path } });
    for (const page of await openPages()) page.postMessage("notice");
  };

  /** @param {any} notification */
  const openNotice = async (notification) => {
    const url = new URL(String(notification.data?.path ?? inbox), location.origin);
    const goal = url.origin === location.origin ? url.href : new URL(inbox, location.origin).href;
    const open = (await openPages()).find((/** @type {any} */ page) => page.url === goal);
    await (open ? open.focus() : worker.clients.openWindow(goal));
  };

  /** @param {any} event */
  const turnOnAgain = async (event) => {
    const options = event.oldSubscription?.options;
    const fresh = event.newSubscription ?? (options && (await worker.registration.pushManager.subscribe(options)));
    if (!fresh) return;
    const { endpoint, keys } = fresh.toJSON();
    await fetch(browsers, { method: "POST", body: new URLSearchParams({ intent: "add", endpoint, ...keys }) });
  };

  worker.addEventListener("push", (/** @type {any} */ event) => event.waitUntil(showNotice(event)));
  worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
    event.notification.close();
    event.waitUntil(openNotice(event.notification));
  });
  worker.addEventListener("pushsubscriptionchange", (/** @type {any} */ event) => event.waitUntil(turnOnAgain(event)));
}
