import { isPlainClick } from "./plain-click";

/** Marks with content on this page, EIPs that a text names, and links to pages that a card can speak of. */
const marks = "[data-card], a.eip[data-eip]";
const links = ["/u/", "/tags/", "/chains/", "/metrics/", "/sources/", "/claims/", "/p/", "/t/"]
  .map((beginning) => `main a[href^="${beginning}"]`)
  .join();
/** Links that say already where they lead, or do something. */
const plain =
  "nav, .pager, .thread-tabs, .related-threads, .post-actions, .post-dates, .post-number, .link-card, .card, form, .export-links";
const spoken =
  /^\/(?:u|tags|chains|sources)\/[\w-]+$|^\/metrics\/[\w-]+(?:\/[\w-]+)?(?:\?.*)?$|^\/(?:p|claims)\/\d+$|^\/t\/\d+(?:\/[\w-]+){0,2}(?:#p(?:ost)?-\d+)?$/;

function markAt({ target }: Event): HTMLElement | null {
  if (!(target instanceof Element)) return null;
  const mark = target.closest<HTMLElement>(marks);
  if (mark) return mark;
  const link = target.closest<HTMLElement>(links);
  const isSpoken = link && !link.closest(plain) && spoken.test(link.getAttribute("href") ?? "");
  // A list of threads says of each what its card would.
  return isSpoken && (link.closest(".thread, .prose") || !link.getAttribute("href")?.startsWith("/t/")) ? link : null;
}

/** Loads the card module when a reader first uses a mark. */
export function watchCardMarks(page: Document) {
  let loading: Promise<typeof import("./cards")> | null = null;
  // One promise for all: what happens first is also handled first.
  const cards = () => {
    loading ??= import("./cards").catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };

  page.addEventListener("pointerover", (event) => {
    const mark = markAt(event);
    if (mark && event.pointerType !== "touch") void cards().then(({ hoverMark }) => hoverMark(mark));
  });
  page.addEventListener("pointerout", (event) => {
    if (markAt(event)) void cards().then(({ leave }) => leave());
  });
  page.addEventListener("focusin", (event) => {
    const mark = markAt(event);
    if (mark) void cards().then(({ focusMark }) => focusMark(mark));
  });
  page.addEventListener("click", (event) => {
    const mark = markAt(event);
    if (!mark || !isPlainClick(event)) return;
    // A marker depends on its card; a link leads on, but where nothing hovers its card comes first, in a thread.
    const isForTouch = matchMedia("(hover: none)").matches && mark.closest(".thread") !== null;
    if (!mark.dataset["card"] && !isForTouch) return;
    event.preventDefault();
    const jump = () => location.assign(mark.getAttribute("href") ?? "");
    cards().then(
      async ({ pressMark }) => (await pressMark(mark)) || jump(),
      // If the module fails to load, the link works as without script.
      jump,
    );
  });
}
