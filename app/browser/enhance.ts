/** Attaches to every page, for visitors and members: small modules that look for `data-` attributes. */
import { readFolds } from "./branch-folds";
import { markNewCharts, readsPoints } from "./chart-places";
import { addCopyButtons } from "./copy-buttons";
import { watchCopyLinks } from "./copy-links";
import { showNumberedPost } from "./numbered-post";
import { addQuoteButtons } from "./quotes";
import { showRelativeTimes } from "./relative-times";
import { registerServiceWorker } from "./service-worker-registration";
import { watchCardMarks } from "./card-marks";
import { isMember } from "./is-member";
import { watchKeys } from "./keys";
import { watchSearchFields } from "./search-keys";
import { followView } from "./view-links";
import { watchThemeSwitch } from "./theme-switch";
import { leadsThroughTree } from "./tree-keys";
import { showFirstFault } from "~/ui/first-fault";
import { isSettled, whenHydrated, whenParsed } from "./when-hydrated";
import { whenMeant } from "./when-meant";

/** Can be called repeatedly: attached elements stay as they are. */
function attach() {
  showRelativeTimes(document);
  addCopyButtons(document);
  addQuoteButtons(document);
  // Modules loaded later are announced in the page's head, which belongs to React until hydration.
  if (!isSettled()) return;
  if (document.querySelector("math")) void import("./formulas").then(({ watchFormulas }) => watchFormulas());
  if (document.querySelector("[data-diagram]")) void import("./diagrams").then(({ watchDiagrams }) => watchDiagrams());
  if (document.querySelector("[data-diagram], [data-print]"))
    void import("./print-diagrams").then(({ drawBeforePrinting }) => drawBeforePrinting());
  if (document.querySelector("[data-share]:not([data-ready])"))
    void import("./share-dialog").then(({ openShares }) => openShares(document));
  if (document.querySelector(".thread:not(.print-view) .post-main a[data-card]"))
    void import("./margin-notes").then(({ showMarginNotes }) => showMarginNotes(document));
  for (const tree of document.querySelectorAll<HTMLElement>("[data-tree]:not([data-ready])")) waitForReader(tree);
  if (document.querySelector("svg[data-map]:not([data-ready])"))
    void import("./thread-map").then(({ openMaps }) => openMaps(document));
  if (document.querySelector("[data-reading]"))
    void import("./reading-position").then(({ followReading }) => followReading());
  if (document.querySelector("form[data-account]:not([data-ready])"))
    void import("./account-forms").then(({ openAccountForms }) => openAccountForms(document));
  if (document.querySelector("form[data-passkey]:not([data-ready]), [data-passkeys-kept]:not([data-ready])"))
    void import("./passkeys").then(({ openPasskeyForms }) => openPasskeyForms(document));
  if (document.querySelector("[data-push]:not([data-ready])"))
    void import("./push").then(({ openPush }) => openPush(document));
  if (document.querySelector("form[data-wallet]:not([data-ready])"))
    void import("./wallets").then(({ openWalletForms }) => openWalletForms(document));
  if (document.querySelector("form[data-rail]:not([data-ready])"))
    void import("./rail").then(({ openRails }) => openRails(document));
  if (
    !isMember() &&
    document.querySelector(
      ".thread > .posts:not([data-reads-on]) ~ .pager, .thread > .pager ~ .posts:not([data-reads-on])",
    )
  )
    void import("./more-posts").then(({ readOnInPlace }) => readOnInPlace(document));
  const { zone } = document.documentElement.dataset;
  if (zone) void import("./zone-times").then(({ showZoneTimes }) => showZoneTimes(document, zone));
  if (document.querySelector("form[data-appearance-form]:not([data-ready])"))
    void import("./appearance-form").then(({ openAppearanceForms }) => openAppearanceForms(document));
  for (const chart of markNewCharts(document)) {
    const load = async () => (await import("./chart-cursor")).followChart(chart);
    whenMeant(chart, { answers: readsPoints, load });
  }
}

/** Folds of a reader who was here before are shown at once; else a tree's keys and links can wait. */
function waitForReader(tree: HTMLElement) {
  tree.dataset["ready"] = "";
  const folded = readFolds()[tree.dataset["tree"] ?? ""] ?? [];
  const open = async (folds: number[]) => (await import("./thread-tree")).openTree(tree, folds);
  if (folded.length > 0) void open(folded);
  else whenMeant(tree, { answers: leadsThroughTree, load: () => open([]) });
}

attach();
whenParsed(() => showNumberedPost(document));
setInterval(() => showRelativeTimes(document), 60_000);
watchCardMarks(document);
watchCopyLinks(document);
watchThemeSwitch(document);
watchKeys(document);
followView(document);
whenHydrated(() => showFirstFault(document));
whenHydrated(listenToWhatIsShown);
watchSearchFields(document);
whenHydrated(rememberSearches);
whenHydrated(attach);
// Members' pages change without reload: a preview, a new post, another thread.
whenTextsChange(attach);
// After the page itself.
if (document.readyState === "complete") whenHydrated(() => void registerServiceWorker());
else window.addEventListener("load", () => whenHydrated(() => void registerServiceWorker()), { once: true });

function listenToWhatIsShown() {
  if (document.querySelector("[data-live], [data-thread-live], [data-threads-live]"))
    void import("./live").then(({ listen }) => listen(document));
}

function rememberSearches() {
  if (document.querySelector("[data-recent-searches], [data-remember-search]"))
    void import("./recent-searches").then(({ showRecentSearches }) => showRecentSearches(document));
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
