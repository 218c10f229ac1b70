/*
 * Sets a visitor's choices before the page is drawn: their page is the same for everybody, and their browser alone knows them.
 * A classic script that the page waits for, so it imports only what is put into it, and stays below a kilobyte.
 *
 * The view of a thread is the server's to draw, and it has one page for all visitors. So where the address of a thread was typed,
 * or came from another site, and names neither a post nor a view, the browser goes on to the address with the view that was
 * chosen, in place of this one in its history, before anything of this page is drawn. Links carry the view: see `view-links.ts`.
 */
import "./part-end";

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
    if (view !== "flat" && view !== "tree" && view !== "map") return;
    dataset["threadView"] = view;
    if (/^\/t\/\d+(\/[a-z0-9-]+)?\/?$/.test(location.pathname) && location.search + location.hash === "") {
      // It would be drawn until the other one answers.
      document.documentElement.hidden = true;
      location.replace(`?view=${view}`);
    }
  } catch {
    // Nothing is stored, or nothing may be read: as the system has it.
  }
})();
