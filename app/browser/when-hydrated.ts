import { isMember } from "./is-member";

/**
 * Whether the page can be changed: a visitor's page once parsed, a member's page once hydrated. The end of the page
 * says which it is.
 */
export const isSettled = () =>
  document.readyState !== "loading" && (!isMember() || "hydrated" in document.documentElement.dataset);

/** Runs the work once the whole page is there; it may not be changed yet. */
export function whenParsed(work: () => void) {
  if (document.readyState !== "loading") return work();
  document.addEventListener("DOMContentLoaded", work, { once: true });
}

/** Runs the work once the page can be changed. */
export function whenHydrated(work: () => void) {
  if (isSettled()) return work();
  if (document.readyState === "loading")
    document.addEventListener("DOMContentLoaded", () => whenHydrated(work), { once: true });
  else addEventListener("hydrated", work, { once: true });
}
