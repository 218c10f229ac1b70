/** Search fields: loads the list on first use; "/" focuses the nearest field, and Escape leads back. */
import { whenHydrated } from "./when-hydrated";

const isField = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.dataset["search"] === "suggest";

/** Loads the list on first use of a search field. */
export function watchSearchFields(page: Document) {
  const open = (input: HTMLInputElement) =>
    whenHydrated(() => void import("./search-box").then(({ openSearchBox }) => openSearchBox(input)));
  page.addEventListener("focusin", ({ target }) => {
    if (isField(target)) open(target);
  });
  if (isField(page.activeElement)) open(page.activeElement);
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && came && event.target === came.to && came.to.value === "") goBack(came);
  });
}

/** Gives the focus to the nearest search field; says whether one has it now. */
export function goToSearch(page: Document): boolean {
  const field = nearestField(page);
  if (!field) return false;
  came = { to: field, from: page.activeElement, top: scrollY };
  field.focus();
  field.select();
  return page.activeElement === field;
}

/** Where a reader was when "/" took them to a field, which may stand far above in a long thread. */
type Came = { to: HTMLInputElement; from: Element | null; top: number };
let came: Came | null = null;

/** Escape in an empty field. */
function goBack({ to, from, top }: Came) {
  came = null;
  to.blur();
  scrollTo({ top, behavior: "instant" });
  if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
}

/** The thread's field first, else the page's, else the header's; only visible ones. */
function nearestField(page: Document) {
  const fields = [...page.querySelectorAll<HTMLInputElement>("main [data-search], [data-search]")];
  return fields
    .toSorted((a, b) => rank(a) - rank(b))
    .find((field) => field.checkVisibility({ visibilityProperty: true }));
}

const rank = (field: HTMLElement) => (field.closest("main") ? 0 : 1);
