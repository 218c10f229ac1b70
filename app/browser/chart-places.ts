/** Makes the charts of a page that have a cursor and are new stops of the keyboard, which say what their keys do. Answers with them. */
export function markNewCharts(page: ParentNode): HTMLElement[] {
  const places = [...page.querySelectorAll<HTMLElement>("[data-chart-cursor]:not([tabindex])")];
  for (const place of places) {
    place.tabIndex = 0;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", "Chart. The left and right arrow keys read its points.");
  }
  return places;
}

export const readsPoints = ({ key }: KeyboardEvent) => ["ArrowLeft", "ArrowRight", "Home", "End"].includes(key);
