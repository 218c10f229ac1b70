/*
 * Sets a visitor's choices before the page is drawn: their page is the same for everybody, and their browser alone knows them.
 * A classic script that the page waits for, so it imports nothing and stays below a kilobyte.
 */
(() => {
  const { dataset } = document.documentElement;
  try {
    const { theme, density, zone, keys, view } = JSON.parse(localStorage.getItem("appearance") ?? "{}") as Record<
      string,
      unknown
    >;
    if (theme === "light" || theme === "dark") dataset["theme"] = theme;
    if (density === "compact") dataset["density"] = density;
    if (typeof zone === "string" && zone !== "UTC") dataset["zone"] = zone;
    if (keys === "off") dataset["keys"] = keys;
    if (view === "flat" || view === "tree" || view === "map") dataset["threadView"] = view;
  } catch {
    // Nothing is stored, or nothing may be read: as the system has it.
  }
})();
