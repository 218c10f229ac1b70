/** Runs the work once nobody minds that the page changes: at once on a visitor's page, after React has taken over a member's. */
export function whenHydrated(work: () => void) {
  const isMembersPage = "__remixContext" in window;
  if (!isMembersPage || "hydrated" in document.documentElement.dataset) return work();
  addEventListener("hydrated", work, { once: true });
}
