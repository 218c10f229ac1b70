/** A widget for feeds, mail and other sites: text and a picture. */
import { creditsOfProviders, definitions } from "~/features/metrics/metrics";
import { type DrawnSeries, stateInWords, unitOf } from "~/features/series/series";
import { paths } from "~/paths";
import { chartName } from "~/ui/chart/chart";
import { formatMinute } from "~/ui/dates";
import { type Html, html } from "~/ui/html";
import { formatQuantity } from "~/ui/quantity";
import { widgetQuery } from "./widget";
import { pageOf } from "./widget-page";
import { shownPins, type WidgetGiven, widgetSpec } from "./widget-spec";
import { nameIn, widgetTitle } from "./widget-title";
import { atPosting, pinOf } from "./widget-values";

/** A paragraph that names every value with its state and, for a chart, a picture whose alternative text is the finding. */
export function widgetWords(given: WidgetGiven): Html {
  const { shown } = given;
  const { widget, series, refused } = shown;
  const [first] = series;
  const isPinned = shownPins(given) !== null;
  const said = series.map((drawn) => {
    const now =
      drawn.value === null
        ? stateInWords(drawn)
        : `${formatQuantity(drawn.value, unitOf(drawn))}, ${stateSentence(drawn)}`;
    const then = atPosting(pinOf(drawn, given), drawn);
    return `${nameIn(drawn, widget)}: ${isPinned ? `pinned at posting: ${then}, now: ${now}` : now}`;
  });
  const definition = first && html` (${definitions[first.definition].name})`;
  const title = given.caption || widgetTitle(shown);
  const words = html`<p><b>${title}</b>${definition}: ${[...said, ...refused].join("; ")}</p>`;
  const spec = widgetSpec(given);
  if (!first || !spec || isPinned || widget.view === "value" || widget.view === "table") return words;
  const picture = paths.metricPicture(widget.refs[0]!, "png", widgetQuery(widget));
  return html`${words}<p><a href="${pageOf(widget, first)}"><img src="${picture}" alt="${chartName(spec)}" width="600" height="${pictureHeights[widget.view]}" /></a></p>`;
}

const stateSentence = (drawn: DrawnSeries) =>
  drawn.asOf === null
    ? stateInWords(drawn)
    : drawn.state === "down"
      ? `no data since ${formatMinute(drawn.asOf)}`
      : `${stateInWords(drawn)}${drawn.state === "archive" ? "" : `, as of ${formatMinute(drawn.asOf)}`}${drawn.provider ? `, ${creditsOfProviders([drawn.provider]).join("; ")}` : ""}`;

/** The height of each view's picture in pixels; every picture is 600 wide. */
const pictureHeights = { value: 150, spark: 200, line: 320, bars: 320, table: 320 } as const;
