import { copyText } from "./copy-text";
import { isPlainClick } from "./plain-click";
import { isSettled } from "./when-hydrated";

/** A click on a link marked with `data-copy-link` copies its address; with a modifier key it opens as any link does. */
export function watchCopyLinks(page: Document) {
  page.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>("a[data-copy-link]");
    const word = link && link.querySelector<HTMLElement>("[data-copy-word]");
    if (!word || !("clipboard" in navigator) || !isSettled()) return;
    if (!isPlainClick(event)) return;
    event.preventDefault();
    void copyText(link.href, word, liveRegionOf(page), "Address copied.");
  });
}

/** One for all links of the page, as a link's own would be read as part of its name. */
function liveRegionOf(page: Document): Element {
  const known = page.getElementById("copied-link");
  if (known) return known;
  const region = page.createElement("div");
  region.id = "copied-link";
  region.className = "visually-hidden";
  region.setAttribute("role", "status");
  page.body.append(region);
  return region;
}
