/** Whether the page may be changed everywhere: a visitor's always, a member's once React has taken it over. */
export const isSettled = () => !("__remixContext" in window) || "hydrated" in document.documentElement.dataset;

/** Runs the work once nobody minds that the page changes: at once on a visitor's page, after React has taken over a member's. */
export function whenHydrated(work: () => void) {
  if (isSettled()) return work();
  addEventListener("hydrated", work, { once: true });
}
