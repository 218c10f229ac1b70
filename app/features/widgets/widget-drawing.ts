/** The drawing of a widget: charts, a sparkline, a table, or one sentence in their place. */
import { chartMarkAttributes, groupByUnit, type LowerBound, lowerBoundInWords } from "~/features/series/series";
import { pointInWords, windows } from "~/features/metrics/metrics";
import { chartHtml, type ChartSpec, chartTableHtml, drawingHtml, findingOf, spanInWords } from "~/ui/chart/chart";
import { formatDate } from "~/ui/dates";
import { type Html, html, type HtmlPart, trustedHtml } from "~/ui/html";
import { areOfOneMetric } from "./widget";
import {
  drawnOf,
  shownPins,
  type WidgetGiven,
  specOfWidget,
  widgetNotes,
  widgetSpec,
  widgetTimeNotes,
} from "./widget-spec";
import { widgetTitle } from "./widget-title";

/** The drawing in the widget's view, of the series as one chart for each unit. */
export function widgetDrawing(given: WidgetGiven): HtmlPart {
  const { widget } = given.shown;
  const spec = widgetSpec(given);
  const { series, span } = drawnOf(given);
  const isFrozen = shownPins(given) !== null;
  if (!spec) return emptyPlace(given, isFrozen ? "Nothing was measured at posting." : "There is nothing to draw.");
  if (widget.view === "value") return change(given, spec);
  const values = series.reduce((count, { points }) => count + points.length, 0);
  if (values === 0)
    return emptyPlace(given, isFrozen ? `No data in the ${windows[widget.window].name} before.` : noData(given));
  if (widget.view === "table")
    return table(spec, `${widgetTitle(given.shown)}, ${pointInWords(series[0]!.definition, series[0]!.step)}`);
  if (widget.view === "spark")
    return trustedHtml(
      drawingHtml(spec, { kind: "spark", size: { width: 276, height: 68 }, className: "chart-spark" }),
    );
  const kind = widget.view;
  const panels = groupByUnit(series);
  const charts = panels.map((group) => {
    const one = specOfWidget(given, group);
    const names = group.map(({ subjectName }) => subjectName).join(", ");
    const head = panels.length > 1 && html`<p class="chart-panel">${names}</p>`;
    const notes = widgetNotes(one, kind).map((note) => html`<p class="chart-note">${note}</p>`);
    const marks = chartMarkAttributes({ spec: one, series: group, span, window: widget.window, kind, isFrozen });
    const chart = trustedHtml(chartHtml(one, { kind, place: given.isFramed ? "frame" : "post" }));
    return html`${head}<div${marks}>${chart}${notes}<p class="chart-readout" data-chart-readout aria-live="polite"></p></div>`;
  });
  const times = widgetTimeNotes(given);
  return [...charts, times.length > 0 && html`<p class="chart-note">${times.join(" ")}</p>`];
}

/** The sentence for series without values: the lower bounds of groups, else where their values ended. */
const noData = (given: WidgetGiven) => {
  const { series } = given.shown;
  const bounds = series.flatMap(({ bound }) => (bound ? boundInWords(bound) : []));
  return bounds.length > 0 ? bounds.join(" ") : ["No value yet.", ...widgetTimeNotes(given)].join(" ");
};

/** "Layer 2: at least 255 TPS (13 chains recorded) on 8 Apr 2026." */
const boundInWords = (bound: LowerBound) =>
  `${bound.groupName}: ${lowerBoundInWords(bound)} on ${formatDate(bound.day)}.`;

/** One sentence in the place of a drawing. */
const emptyPlace = ({ shown: { widget } }: WidgetGiven, sentence: string) =>
  widget.view !== "value" && html`<p class="widget-empty">${sentence}</p>`;

/** The change of each value over the window. */
function change({ shown: { widget } }: WidgetGiven, spec: ChartSpec): Html | null {
  const words = spec.series.flatMap((one) => {
    const finding = findingOf(one, spec);
    if (!finding?.change || finding.first === finding.last) return [];
    return [`${spec.series.length > 1 ? `${one.name} ` : ""}${finding.change} in ${spanInWords(finding.length)}`];
  });
  return words.length > 0 && areOfOneMetric(widget.refs)
    ? html`<p class="widget-change">${words.join(" · ")}</p>`
    : null;
}

const mostRows = 40;

function table(spec: ChartSpec, caption: string): Html {
  const rows = trustedHtml(chartTableHtml(spec, caption, mostRows));
  return html`<div class="widget-table" tabindex="0" role="region" aria-label="Values">${rows}</div>`;
}
