/** A widget as html, without React and without script: in posts, previews, frames on other sites, feeds and mail. */
import { paths } from "~/paths";
import {
  chartHtml,
  chartNotes,
  chartName,
  chartTableHtml,
  type ChartSpec,
  drawingHtml,
  findingOf,
  spanInWords,
} from "~/ui/chart/chart";
import { formatDate, formatMinute, formatSecond } from "~/ui/dates";
import {
  chartMarkAttributes,
  type ChartSpan,
  lowerBoundInWords,
  nameOfSpan,
  spanNotes,
  specOf,
} from "~/features/series/series";
import { creditOf, definitions, pointInWords } from "~/features/metrics/metrics";
import { type Html, html, type HtmlPart, joinHtml, trustedHtml } from "~/ui/html";
import { formatQuantity } from "~/ui/quantity";
import { markAttributes } from "~/features/series/series";
import { metricInSentence } from "~/features/metrics/metrics";
import type { PinnedValue, Pinned } from "./pinned";
import type { ShownWidget } from "./read-widgets.server";
import {
  creditsOf,
  type DrawnSeries,
  figureOfView,
  groupByUnit,
  type LowerBound,
  stateInWords,
  unitOf,
} from "~/features/series/series";
import { type Widget, widgetQuery } from "./widget";
import { startOf, type Window, windows } from "~/features/metrics/metrics";

export type WidgetGiven = {
  shown: ShownWidget;
  /** The author's words; without them the widget shows its name. */
  caption: string;
  /** Different on one page for each widget. */
  key: string;
  /** What was true at posting; null outside posts. */
  pinned: Pinned | null;
  /** For mode `pinned`: the series with their points as they were then. */
  frozen: DrawnSeries[] | null;
};

/** "Base, Arbitrum: TPS, 30 days", for a widget without words of its own. */
export function widgetTitle({
  widget,
  names: known,
  span,
}: Pick<ShownWidget, "widget" | "names"> & { span?: ChartSpan }): string {
  const { refs, window, view } = widget;
  const names = [...new Set(refs.map(({ subject }) => known[subject]))].join(", ");
  const measures = [...new Set(refs.map(({ metric }) => metricInSentence(metric)))].join(", ");
  const isEarlier = span?.isEarlier && view !== "value";
  return `${names}: ${measures}${view === "value" ? "" : `, ${isEarlier ? nameOfSpan(span, window).replace(/^\w/, (first) => first.toLowerCase()) : windows[window].name.toLowerCase()}`}`;
}

/** What a widget draws: the series as they are now, or as they were. */
const drawnOf = ({ shown, frozen, pinned }: WidgetGiven) =>
  shown.widget.mode === "pinned" && pinned
    ? { series: frozen ?? [], span: spanAt(shown.widget.window, pinned.at, frozen ?? []), isPast: true }
    : { series: shown.series, span: shown.span, isPast: shown.span.isEarlier };

/** The time before a posting; where it had no value then, the one before its newest. */
function spanAt(window: Window, at: string, series: DrawnSeries[]): ChartSpan {
  const from = startOf(window, new Date(at)).toISOString();
  const newest = series
    .flatMap(({ points }) => points.at(-1)?.[0] ?? [])
    .toSorted()
    .at(-1);
  if (!newest || newest >= from) return { from, to: at, isEarlier: false };
  return { from: startOf(window, new Date(newest)).toISOString(), to: newest, isEarlier: true };
}

/** The series of a widget as one spec, for words and tables; null where there are none. Not for drawing: see `widgetPanels`. */
export function widgetSpec(given: Pick<WidgetGiven, "shown" | "frozen" | "pinned">): ChartSpec | null {
  const { series } = drawnOf({ ...given, caption: "", key: "" });
  return series.length === 0 ? null : specOfWidget(given, series);
}

/** What a widget draws: a chart for each unit, as fees in two tokens have no common axis. */
export function widgetPanels(given: Pick<WidgetGiven, "shown" | "frozen" | "pinned">): ChartSpec[] {
  const { series } = drawnOf({ ...given, caption: "", key: "" });
  return groupByUnit(series).map((group) => specOfWidget(given, group));
}

function specOfWidget(given: Pick<WidgetGiven, "shown" | "frozen" | "pinned">, series: DrawnSeries[]): ChartSpec {
  const { span, isPast } = drawnOf({ ...given, caption: "", key: "" });
  const { scale = "linear" } = given.shown.widget;
  // What was kept at posting has the looks of then: it is drawn as the registry says now.
  const { styles } = given.shown;
  const drawn = series.map((one) => ({ ...one, style: styles[one.subject] ?? one.style }));
  return { ...specOf({ series: drawn, scale, span, events: [] }), isPast };
}

/** What a log scale leaves out, for the line below the drawing. */
export const widgetNotes = (spec: ChartSpec, kind: "line" | "bars") =>
  chartNotes(spec, { width: 576, height: 232 }, kind);

/** A widget as a figure of a page, of the same height before and after its numbers come. */
export function widgetHtml(given: WidgetGiven): Html {
  const { shown, key } = given;
  const { widget, series, refused } = shown;
  const caption = given.caption || widgetTitle(shown);
  const isAlone = widget.refs.length === 1 && series.length === 1;
  const [first] = series;
  const isPinned = widget.mode === "pinned" && given.pinned !== null;
  const marks = isAlone && !isPinned && markAttributes(first!);
  return html`<figure class="widget" data-view="${widget.view}" data-mode="${widget.mode}"${marks}>${[
    html`<figcaption class="widget-head"><span class="widget-title" dir="auto">${caption}</span>`,
    first && html` ${definitionLinks(series)}`,
    html`</figcaption>`,
    html`<ul class="widget-values">${series.map((drawn) => valueItem(drawn, given, isAlone))}`,
    html`${refused.map((sentence) => html`<li class="widget-refused">${sentence}</li>`)}</ul>`,
    html`<div class="widget-drawing" data-live-part="${key}"${hasCursor(given) && html` data-chart-cursor`}>${drawing(given)}</div>`,
    foot(given, isAlone),
  ]}</figure>`;
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

/** One series: its name where there are several, its value, how that stands, and what it was at posting. */
function valueItem(drawn: DrawnSeries, given: WidgetGiven, isAlone: boolean): Html {
  const { shown, pinned } = given;
  const name = !isAlone && html`<span class="widget-name">${nameIn(drawn, shown.widget)}</span> `;
  const at = pinned?.values.find((value) => value.subject === drawn.subject && value.metric === drawn.metric) ?? null;
  if (shown.widget.mode === "pinned" && pinned) {
    const then = html`<span class="widget-pin">pinned at posting: <b class="widget-figure">${atPosting(at, drawn)}</b></span>`;
    const now = figureOfView(drawn)
      ? html`${figure(drawn)}${state(drawn, true)}`
      : html`<span class="widget-figure">${stateInWords(drawn)}</span>`;
    return html`<li>${name}${then} · <span class="widget-now"${markAttributes(drawn)}>now: ${now}</span></li>`;
  }
  const then = at && at.value !== drawn.value && noteOfThen(at, drawn);
  const marks = !isAlone && markAttributes(drawn);
  return html`<li${marks}>${name}${figure(drawn)}${state(drawn)}${isAlone ? null : when(drawn)}${then}</li>`;
}

const nameIn = ({ subjectName, metric }: DrawnSeries, { refs }: Widget) =>
  new Set(refs.map((ref) => ref.metric)).size > 1 ? `${subjectName}, ${metricInSentence(metric)}` : subjectName;

const atPosting = (at: PinnedValue | null, drawn: DrawnSeries) =>
  at?.value == null ? "no data then" : formatQuantity(at.value, unitOf(drawn));

const noteOfThen = (at: PinnedValue, drawn: DrawnSeries) =>
  html` <span class="widget-then">at posting: ${atPosting(at, drawn)}</span>`;

function figure(drawn: DrawnSeries): Html | null {
  const shown = figureOfView(drawn);
  if (!shown) return null;
  return html`<span class="widget-figure"><span data-live-value>${shown.text}</span> <span class="widget-unit" data-live-unit>${shown.unit}</span></span> `;
}

/** "live" beside its sign; beside a frozen value only what is worth a word. */
function state(drawn: DrawnSeries, isShort = false): Html {
  const since = drawn.state === "down" && drawn.asOf && html` ${time(drawn.asOf)}`;
  const hiding = isShort && drawn.state === "live" && " visually-hidden";
  return html`<span class="series-state${hiding}"><span class="state-sign" aria-hidden="true"></span><span data-live-state>${stateInWords(drawn)}</span>${since}</span>`;
}

const when = ({ asOf, state: is }: DrawnSeries) =>
  asOf && is !== "down" && is !== "archive" && html` <span class="widget-as-of">${time(asOf)}</span>`;

const time = (iso: string) => html`<time datetime="${iso}" data-live-as-of>${formatSecond(iso)}</time>`;

function drawing(given: WidgetGiven): HtmlPart {
  const { widget } = given.shown;
  const spec = widgetSpec(given);
  const { series, span } = drawnOf(given);
  const isFrozen = widget.mode === "pinned" && given.pinned !== null;
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
    const chart = trustedHtml(chartHtml(one, { kind }));
    return html`${head}<div${marks}>${chart}${notes}<p class="chart-readout" data-chart-readout aria-live="polite"></p></div>`;
  });
  const times = widgetTimeNotes(given);
  return [...charts, times.length > 0 && html`<p class="chart-note">${times.join(" ")}</p>`];
}

/** Where the values of a widget end and begin and, unless it is frozen, what should be live; in sentences. */
export function widgetTimeNotes(given: Pick<WidgetGiven, "shown" | "frozen" | "pinned">): string[] {
  const { series, span } = drawnOf({ ...given, caption: "", key: "" });
  return spanNotes(series, span, given.shown.widget.window);
}

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

/** What a value alone does not say: its change over the window, and its highest. */
function change({ shown: { widget } }: WidgetGiven, spec: ChartSpec): Html | null {
  const words = spec.series.flatMap((one) => {
    const finding = findingOf(one, spec);
    if (!finding?.change || finding.first === finding.last) return [];
    return [`${spec.series.length > 1 ? `${one.name} ` : ""}${finding.change} in ${spanInWords(finding.length)}`];
  });
  return words.length > 0 && new Set(widget.refs.map(({ metric }) => metric)).size === 1
    ? html`<p class="widget-change">${words.join(" · ")}</p>`
    : null;
}

const mostRows = 40;

function table(spec: ChartSpec, caption: string): Html {
  const rows = trustedHtml(chartTableHtml(spec, caption, mostRows));
  return html`<div class="widget-table" tabindex="0" role="region" aria-label="Values">${rows}</div>`;
}

/** When, who, by which definition, and where all of it is. */
function foot(given: WidgetGiven, isAlone: boolean): Html {
  const { shown, pinned } = given;
  const { widget, series } = shown;
  const [first] = series;
  const isPinned = widget.mode === "pinned" && pinned !== null;
  const codes = [...new Set(series.map(({ definition }) => definition))].map((id) => html`<code>${id}</code>`);
  const parts = [
    isPinned
      ? html`as on <time datetime="${pinned.at}">${formatDate(pinned.at)}</time>`
      : isAlone &&
        first?.asOf &&
        first.state !== "down" &&
        first.state !== "archive" &&
        html`as of ${time(first.asOf)}`,
    creditsOf(series).join("; "),
    joinHtml(codes, " "),
    first && html`<a class="widget-more" href="${pageOf(widget, first)}">Table and provenance</a>`,
  ];
  return html`<p class="widget-foot">${joinHtml(parts, " · ")}</p>`;
}

/** The page of the first series, set to show what the widget shows. */
function pageOf(widget: Widget, first: DrawnSeries): string {
  const other = widget.refs.find((ref) => ref.subject !== first.subject && ref.metric === first.metric);
  return paths.series(first, {
    window: widget.window,
    ...(other && { with: other.subject }),
    ...(widget.scale && { scale: widget.scale }),
    ...(widget.provider && { provider: widget.provider }),
  });
}

/** A widget that can't be shown: quiet, with the reason. */
export const missingWidgetHtml = (caption: string, fault: string) =>
  html`<p class="widget-missing" dir="auto">${caption && html`<b>${caption}</b> `}<span>${fault}</span></p>`;

/** A widget for readers elsewhere: its numbers in words, and a picture with the finding as its words. */
export function widgetWords(given: WidgetGiven): Html {
  const { shown, pinned } = given;
  const { widget, series, refused } = shown;
  const [first] = series;
  const isPinned = widget.mode === "pinned" && pinned !== null;
  const said = series.map((drawn) => {
    const at = pinned?.values.find((value) => value.subject === drawn.subject && value.metric === drawn.metric) ?? null;
    const now =
      drawn.value === null
        ? stateInWords(drawn)
        : `${formatQuantity(drawn.value, unitOf(drawn))}, ${stateSentence(drawn)}`;
    const then = atPosting(at, drawn);
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
      : `${stateInWords(drawn)}${drawn.state === "archive" ? "" : `, as of ${formatMinute(drawn.asOf)}`}${drawn.provider ? `, ${creditOf(drawn.provider)}` : ""}`;

/** How high a picture of each view is, 600 wide. */
export const pictureHeights = { value: 150, spark: 200, line: 320, bars: 320, table: 320 } as const;
