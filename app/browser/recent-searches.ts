/** Searches made in this browser; the server keeps none of them. */
const key = "recent-searches";
const most = 8;

/** The last searches, newest first. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, most) : [];
  } catch {
    // Storage is off, or holds what we did not write.
    return [];
  }
}

function remember(search: string) {
  try {
    localStorage.setItem(
      key,
      JSON.stringify([search, ...recentSearches().filter((other) => other !== search)].slice(0, most)),
    );
  } catch {
    // Storage is full or off: recent searches are a convenience.
  }
}

/** Notes the search of a page with results; lists recent ones where a page has a place for them. */
export function showRecentSearches(page: ParentNode) {
  const made = page.querySelector<HTMLElement>("[data-remember-search]")?.dataset["rememberSearch"];
  if (made) remember(made);
  const place = page.querySelector<HTMLElement>("[data-recent-searches]");
  const searches = recentSearches();
  if (!place || searches.length === 0) return;
  place.querySelector("ul")?.replaceChildren(...searches.map(lineOf));
  place.hidden = false;
}

function lineOf(search: string) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.className = "line-title";
  link.href = `/search?q=${encodeURIComponent(search)}`;
  link.textContent = search;
  line.append(link);
  return line;
}
