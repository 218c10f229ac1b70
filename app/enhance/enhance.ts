/** What attaches to every page, visitors' and members' alike: small plain modules that hold on to `data-` attributes. */
import { showRelativeTimes } from "./relative-times";
import { watchSearchFields } from "./search-keys";
import { whenHydrated } from "./when-hydrated";

showRelativeTimes(document);
setInterval(() => showRelativeTimes(document), 60_000);
watchSearchFields(document);
if (document.querySelector("[data-recent-searches], [data-remember-search]"))
  whenHydrated(() => void import("./recent-searches").then(({ showRecentSearches }) => showRecentSearches(document)));
