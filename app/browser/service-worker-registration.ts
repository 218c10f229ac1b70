import { paths } from "~/paths";

/** Registers the service worker, which keeps the offline page. A failure has no other effect. */
export async function registerServiceWorker() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(paths.serviceWorker(), { scope: paths.home() });
  } catch {
    // Where the browser blocks stored data, even asking for the registry of workers throws.
  }
}
