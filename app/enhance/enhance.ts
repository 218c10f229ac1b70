/** What attaches to every page, visitors' and members' alike: small plain modules that hold on to `data-` attributes. */
import { addCopyButtons } from "./copy-buttons";
import { addQuoteButtons } from "./quotes";
import { showRelativeTimes } from "./relative-times";
import { watchCardMarks } from "./card-marks";
import { watchSearchFields } from "./search-keys";
import { whenHydrated } from "./when-hydrated";

/** Everything here may be called again and again: what is attached already stays as it is. */
function attach() {
  showRelativeTimes(document);
  addCopyButtons(document);
  addQuoteButtons(document);
  if (document.querySelector("[data-diagram]")) void import("./diagrams").then(({ watchDiagrams }) => watchDiagrams());
  if (document.querySelector("[data-chart-cursor]:not([tabindex])"))
    void import("./chart-cursor").then(({ followCharts }) => followCharts(document));
}

attach();
setInterval(() => showRelativeTimes(document), 60_000);
watchCardMarks(document);
// This script may come before the page it belongs to has been read to its end.
if (document.readyState === "loading")
  document.addEventListener("DOMContentLoaded", () => whenHydrated(listenToWhatIsShown), { once: true });
else whenHydrated(listenToWhatIsShown);
watchSearchFields(document);
if (document.querySelector("[data-recent-searches], [data-remember-search]"))
  whenHydrated(() => void import("./recent-searches").then(({ showRecentSearches }) => showRecentSearches(document)));
whenHydrated(attach);
// Members' pages change in place: a preview appears, a new post, another thread.
whenTextsChange(attach);
// The page comes first.
if (document.readyState === "complete") void keepOfflinePage();
else window.addEventListener("load", () => void keepOfflinePage(), { once: true });

function listenToWhatIsShown() {
  if (document.querySelector("[data-live]")) void import("./live").then(({ listen }) => listen(document));
}

async function keepOfflinePage() {
  if (!("serviceWorker" in navigator)) return;
  const { registerServiceWorker } = await import("./service-worker-registration");
  await registerServiceWorker();
}

function whenTextsChange(react: () => void) {
  let isDue = false;
  new MutationObserver((changes) => {
    if (isDue || !changes.some((change) => change.addedNodes.length > 0)) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      react();
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
}
