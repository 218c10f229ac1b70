import { paths } from "~/paths";

/** Registers the service worker, which keeps the offline page. A failure has no other effect. */
export async function registerServiceWorker() {
  await navigator.serviceWorker.register(paths.serviceWorker(), { scope: paths.home() }).catch(() => undefined);
}
