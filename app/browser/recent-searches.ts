/** Recent searches, stored in this browser only. */
const key = "recent-searches";
const maxSearches = 8;

/** Recent searches, newest first. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, maxSearches) : [];
  } catch {
    // Storage is unavailable or has foreign content.
    return [];
  }
}

function remember(search: string) {
  try {
    localStorage.setItem(
      key,
      JSON.stringify([search, ...recentSearches().filter((other) => other !== search)].slice(0, maxSearches)),
    );
  } catch {
    // Storage is full or unavailable; recent searches are optional.
  }
}

/** Stores the current search, and lists recent ones where a page has a place for them. */
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
