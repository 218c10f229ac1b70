/**
 * Whether the page may be changed everywhere: a visitor's once it has been read, a member's once React has taken it over.
 * Which of the two it is stands at its end, so nobody knows before.
 */
export const isSettled = () =>
  document.readyState !== "loading" &&
  (!("__remixContext" in window) || "hydrated" in document.documentElement.dataset);

/** Runs the work once nobody minds that the page changes. */
export function whenHydrated(work: () => void) {
  if (isSettled()) return work();
  if (document.readyState === "loading")
    document.addEventListener("DOMContentLoaded", () => whenHydrated(work), { once: true });
  else addEventListener("hydrated", work, { once: true });
}
