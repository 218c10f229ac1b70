/** What attaches to every page, visitors' and members' alike: small plain modules that hold on to `data-` attributes. */
import { showRelativeTimes } from "./relative-times";
import { watchCardMarks } from "./card-marks";

showRelativeTimes(document);
setInterval(() => showRelativeTimes(document), 60_000);
watchCardMarks(document);
