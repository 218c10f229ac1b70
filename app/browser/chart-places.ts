/** The charts of a page that have a cursor and are not known yet. Each can be reached by the keyboard now, and says what its keys do. */
export function newCharts(page: ParentNode): HTMLElement[] {
  const places = [...page.querySelectorAll<HTMLElement>("[data-chart-cursor]:not([tabindex])")];
  for (const place of places) {
    place.tabIndex = 0;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", "Chart. The left and right arrow keys read its points.");
  }
  return places;
}
