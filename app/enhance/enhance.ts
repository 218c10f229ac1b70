/** What attaches to every page, visitors' and members' alike: small plain modules that hold on to `data-` attributes. */
import { showRelativeTimes } from "./relative-times";

showRelativeTimes(document);
setInterval(() => showRelativeTimes(document), 60_000);

if (document.querySelector("[data-live]")) void import("./live").then(({ listen }) => listen(document));
