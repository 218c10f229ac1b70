/** How the site looks in this browser. A member's choices are with the account; a visitor's are kept here. */
export type Kept = { theme: string; density: string; zone: string; keys: string; view: string };

const usual: Kept = { theme: "system", density: "standard", zone: "UTC", keys: "on", view: "" };
/** The attribute of the page's root for each. */
const attributes = { theme: "theme", density: "density", zone: "zone", keys: "keys", view: "threadView" } as const;
const names = ["theme", "density", "zone", "keys", "view"] as const;

/** What this page shows now. */
export function shownAppearance(): Kept {
  const { theme, density, zone, keys, threadView } = document.documentElement.dataset;
  return {
    theme: theme ?? usual.theme,
    density: density ?? usual.density,
    zone: zone ?? usual.zone,
    keys: keys ?? usual.keys,
    view: threadView ?? usual.view,
  };
}

/** Shows what was chosen at once, and has the browser remember it where it may. */
export function changeAppearance(changed: Partial<Kept>) {
  const { dataset } = document.documentElement;
  const chosen = { ...shownAppearance(), ...changed };
  for (const name of names) {
    if (chosen[name] === usual[name]) delete dataset[attributes[name]];
    else dataset[attributes[name]] = chosen[name];
  }
  rememberAppearance();
}

/** What is shown to a member is remembered too: pages after signing out look alike. */
export function rememberAppearance() {
  try {
    const now = JSON.stringify(shownAppearance());
    if (localStorage.getItem("appearance") !== now) localStorage.setItem("appearance", now);
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
}
