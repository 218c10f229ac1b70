/** A widget as html, without React and without script: in posts, previews and frames on other sites. */
import { definitions } from "~/features/metrics/metrics";
import { creditsOf, type DrawnSeries, markAttributes } from "~/features/series/series";
import { paths } from "~/paths";
import { formatDate } from "~/ui/dates";
import { type Html, html, joinHtml } from "~/ui/html";
import { widgetDrawing } from "./widget-drawing";
import { pageOf } from "./widget-page";
import { shownPins, type WidgetGiven } from "./widget-spec";
import { nameIn, widgetTitle } from "./widget-title";
import { atPosting, pinOf, time, valueItem } from "./widget-values";

/** A widget as a figure, of the same height before and after its numbers arrive. */
export function widgetHtml(given: WidgetGiven): Html {
  const { shown, key } = given;
  const { widget, series, refused } = shown;
  const caption = given.caption || widgetTitle(shown);
  const isAlone = widget.refs.length === 1 && series.length === 1;
  const [first] = series;
  const marks = isAlone && !shownPins(given) && markAttributes(first!);
  return html`<figure class="widget" data-view="${widget.view}" data-mode="${widget.mode}"${marks}>${[
    html`<figcaption class="widget-head"><span class="widget-title" dir="auto">${caption}</span>`,
    first && html` ${definitionLinks(series)}`,
    html`</figcaption>`,
    html`<ul class="widget-values">${series.map((drawn) => valueItem(drawn, given, isAlone))}`,
    html`${refused.map((sentence) => html`<li class="widget-refused">${sentence}</li>`)}</ul>`,
    html`<div class="widget-drawing" data-live-part="${key}"${hasCursor(given) && html` data-chart-cursor`}>${widgetDrawing(given)}</div>`,
    valuesAtPosting(given),
    foot(given, isAlone),
  ]}</figure>`;
}

/** For paper: what the series were when the post was written. A pinned widget says so beside each value. */
function valuesAtPosting(given: WidgetGiven): Html | null {
  const { shown, pinned } = given;
  if (!pinned || shownPins(given) || shown.series.length === 0) return null;
  const values = shown.series.map((drawn) => {
    const name = shown.series.length > 1 ? `${nameIn(drawn, shown.widget)} ` : "";
    return name + atPosting(pinOf(drawn, given), drawn);
  });
  return html`<p class="widget-posted">At posting, ${formatDate(pinned.at)}: ${values.join("; ")}</p>`;
}

const hasCursor = ({ shown: { widget, series } }: WidgetGiven) =>
  (widget.view === "line" || (widget.view === "bars" && series.length === 1)) && series.length > 0;

function definitionLinks(series: DrawnSeries[]): Html {
  const byDefinition = new Map(series.map((drawn) => [drawn.definition, drawn]));
  const links = [...byDefinition.values()].map(
    ({ metric, definition }) =>
      html`<a class="widget-definition" href="${paths.metric(metric)}#${definition}">${definitions[definition].name}</a>`,
  );
  return joinHtml(links, " ");
}

/** The line below a widget: its time, its credits, and the link to its page. */
function foot(given: WidgetGiven, isAlone: boolean): Html {
  const { widget, series } = given.shown;
  const [first] = series;
  const pinned = shownPins(given);
  const parts = [
    pinned
      ? html`as on <time datetime="${pinned.at}">${formatDate(pinned.at)}</time>`
      : isAlone &&
        first?.asOf &&
        first.state !== "down" &&
        first.state !== "archive" &&
        html`as of ${time(first.asOf)}`,
    creditsOf(series).join("; "),
    first && html`<a class="widget-more" href="${pageOf(widget, first)}">Table and provenance</a>`,
  ];
  const address =
    first && given.origin && html`<span class="widget-address">${given.origin}${pageOf(widget, first)}</span>`;
  return html`<p class="widget-foot">${joinHtml(parts, " · ")}${address}</p>`;
}

/** The place of a widget that can't be shown, with the reason. */
export const missingWidgetHtml = (caption: string, fault: string) =>
  html`<p class="widget-missing" dir="auto">${caption && html`<b>${caption}</b> `}<span>${fault}</span></p>`;
