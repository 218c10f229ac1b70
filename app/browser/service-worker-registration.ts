import { paths } from "~/paths";

/** Lets the browser keep the one page that is shown when there is no network. Where it may not, nothing else is lost. */
export async function registerServiceWorker() {
  await navigator.serviceWorker.register(paths.serviceWorker(), { scope: paths.home() }).catch(() => undefined);
}
