import { changeAppearance, shownAppearance } from "./kept-appearance";
import { isMember } from "./is-member";

/** A thread's address alone: without the number of a post and without a view. */
const thread = /^\/t\/\d+(?:\/[a-z0-9-]+)?$/;

/**
 * A visitor's default view travels in links to threads, because the server has one page for all visitors. A view that they choose
 * on a thread's page becomes the default.
 */
export function followView(page: Document) {
  page.addEventListener(
    "click",
    ({ target }) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="/t/"]') : null;
      if (!link || isMember()) return;
      const url = new URL(link.href);
      if (link.closest(".view-switch")) return changeAppearance({ view: url.searchParams.get("view") ?? "" });
      const { view } = shownAppearance();
      if (view === "" || !thread.test(url.pathname) || url.search !== "" || url.hash !== "") return;
      url.searchParams.set("view", view);
      link.href = url.href;
    },
    { capture: true },
  );
}
