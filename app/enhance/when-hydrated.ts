/** Runs the work once nobody minds that the page changes: on a visitor's page when it has been read, after React has taken over a member's. */
export function whenHydrated(work: () => void) {
  // Whose page it is stands at its end.
  if (document.readyState === "loading")
    return document.addEventListener("DOMContentLoaded", () => whenHydrated(work), { once: true });
  const isMembersPage = "__remixContext" in window;
  if (!isMembersPage || "hydrated" in document.documentElement.dataset) return work();
  addEventListener("hydrated", work, { once: true });
}
