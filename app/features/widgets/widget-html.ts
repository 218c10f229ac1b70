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
import { specOf } from "~/features/series/series";
import { creditOf, definitions, pointInWords } from "~/features/metrics/metrics";
import { formatQuantity } from "~/ui/quantity";
import { markAttributes } from "~/features/series/series";
import { metrics } from "~/features/metrics/metrics";
import type { PinnedValue, Pinned } from "./pinned";
import type { ShownWidget } from "./read-widgets.server";
import { creditsOf, type DrawnSeries, figureOfView, groupByUnit, stateInWords, unitOf } from "~/features/series/series";
import { type Widget, widgetQuery } from "./widget";
import { windows } from "~/features/metrics/metrics";

export type WidgetGiven = {
  shown: ShownWidget;
  /** The writer's words; without them the widget names itself. */
  caption: string;
  /** Different on one page for each widget. */
  key: string;
  /** What was true at posting; null outside posts. */
  pinned: Pinned | null;
  /** For mode `pinned`: the series with their points as they were then. */
  frozen: DrawnSeries[] | null;
};

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replaceAll(/[&<>"]/g, (character) => escapes[character]!);

/** "Base, Arbitrum: user transactions, 30 days", for a widget without words of its own. */
export function widgetTitle({ widget, names: known }: Pick<ShownWidget, "widget" | "names">): string {
  const { refs, window, view } = widget;
  const names = [...new Set(refs.map(({ subject }) => known[subject]))].join(", ");
  const measures = [...new Set(refs.map(({ metric }) => metrics[metric].name.toLowerCase()))].join(", ");
  return `${names}: ${measures}${view === "value" ? "" : `, ${windows[window].name.toLowerCase()}`}`;
}

/** What a widget draws: the series as they are now, or as they were. */
const drawnOf = ({ shown, frozen, pinned }: WidgetGiven) =>
  shown.widget.mode === "pinned" && pinned
    ? { series: frozen ?? [], now: pinned.at, isPast: true }
    : { series: shown.series, now: shown.now, isPast: false };

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
  const { now, isPast } = drawnOf({ ...given, caption: "", key: "" });
  const { window, scale = "linear" } = given.shown.widget;
  // What was kept at posting has the looks of then: it is drawn as the registry says now.
  const { styles } = given.shown;
  const drawn = series.map((one) => ({ ...one, style: styles[one.subject] ?? one.style }));
  return { ...specOf({ series: drawn, scale, window, now, events: [] }), isPast };
}

/** What a log scale leaves out, for the line below the drawing. */
export const widgetNotes = (spec: ChartSpec, kind: "line" | "bars") =>
  chartNotes(spec, { width: 576, height: 232 }, kind);

/** A widget as a figure of a page, of the same height before and after its numbers come. */
export function widgetHtml(given: WidgetGiven): string {
  const { shown, key } = given;
  const { widget, series, refused } = shown;
  const caption = given.caption || widgetTitle(shown);
  const isAlone = widget.refs.length === 1 && series.length === 1;
  const [first] = series;
  const isPinned = widget.mode === "pinned" && given.pinned !== null;
  const marks = isAlone && !isPinned ? markAttributes(first!) : "";
  return [
    `<figure class="widget" data-view="${widget.view}" data-mode="${widget.mode}"${marks}>`,
    `<figcaption class="widget-head"><span class="widget-title" dir="auto">${escape(caption)}</span>`,
    first ? ` ${definitionLinks(series)}` : "",
    `</figcaption>`,
    `<ul class="widget-values">${series.map((drawn) => valueItem(drawn, given, isAlone)).join("")}${refused
      .map((sentence) => `<li class="widget-refused">${escape(sentence)}</li>`)
      .join("")}</ul>`,
    `<div class="widget-drawing" data-live-part="${escape(key)}"${hasCursor(given) ? " data-chart-cursor" : ""}>${drawing(given)}</div>`,
    foot(given, isAlone),
    "</figure>",
  ].join("");
}

const hasCursor = ({ shown: { widget, series } }: WidgetGiven) =>
  (widget.view === "line" || (widget.view === "bars" && series.length === 1)) && series.length > 0;

function definitionLinks(series: DrawnSeries[]): string {
  const known = new Map(series.map((drawn) => [drawn.definition, drawn]));
  return [...known.values()]
    .map(
      (drawn) =>
        `<a class="widget-definition" href="${escape(`${paths.metric(drawn.metric)}#${drawn.definition}`)}">${escape(definitions[drawn.definition].name)}</a>`,
    )
    .join(" ");
}

/** One series: its name where there are several, its value, how that stands, and what it was at posting. */
function valueItem(drawn: DrawnSeries, given: WidgetGiven, isAlone: boolean): string {
  const { shown, pinned } = given;
  const name = isAlone ? "" : `<span class="widget-name">${escape(nameIn(drawn, shown.widget))}</span> `;
  const at = pinned?.values.find((value) => value.subject === drawn.subject && value.metric === drawn.metric) ?? null;
  if (shown.widget.mode === "pinned" && pinned) {
    const then = `<span class="widget-pin">pinned at posting: <b class="widget-figure">${atPosting(at, drawn)}</b></span>`;
    const now = figureOfView(drawn)
      ? `${figure(drawn)}${state(drawn, true)}`
      : `<span class="widget-figure">${escape(stateInWords(drawn))}</span>`;
    return `<li>${name}${then} · <span class="widget-now"${markAttributes(drawn)}>now: ${now}</span></li>`;
  }
  const then = at && at.value !== drawn.value ? noteOfThen(at, drawn) : "";
  const marks = isAlone ? "" : markAttributes(drawn);
  return `<li${marks}>${name}${figure(drawn)}${state(drawn)}${isAlone ? "" : when(drawn)}${then}</li>`;
}

const nameIn = ({ subjectName, metric }: DrawnSeries, { refs }: Widget) =>
  new Set(refs.map((ref) => ref.metric)).size > 1
    ? `${subjectName}, ${metrics[metric].name.toLowerCase()}`
    : subjectName;

const atPosting = (at: PinnedValue | null, drawn: DrawnSeries) =>
  at?.value == null ? "no data then" : escape(formatQuantity(at.value, unitOf(drawn)));

const noteOfThen = (at: PinnedValue, drawn: DrawnSeries) =>
  ` <span class="widget-then">at posting: ${atPosting(at, drawn)}</span>`;

function figure(drawn: DrawnSeries): string {
  const shown = figureOfView(drawn);
  if (!shown) return "";
  return `<span class="widget-figure"><span data-live-value>${escape(shown.text)}</span> <span class="widget-unit" data-live-unit>${escape(shown.unit)}</span></span> `;
}

/** "live" beside its sign; beside a frozen value only what is worth a word. */
function state(drawn: DrawnSeries, isShort = false): string {
  const words = escape(stateInWords(drawn));
  const since = drawn.state === "down" && drawn.asOf ? ` ${time(drawn.asOf)}` : "";
  return `<span class="series-state${isShort && drawn.state === "live" ? " visually-hidden" : ""}"><span class="state-sign" aria-hidden="true"></span><span data-live-state>${words}</span>${since}</span>`;
}

const when = ({ asOf, state: is }: DrawnSeries) =>
  asOf && is !== "down" && is !== "archive" ? ` <span class="widget-as-of">${time(asOf)}</span>` : "";

const time = (iso: string) => `<time datetime="${escape(iso)}" data-live-as-of>${formatSecond(iso)}</time>`;

function drawing(given: WidgetGiven): string {
  const { widget } = given.shown;
  const spec = widgetSpec(given);
  const { series, isPast, now } = drawnOf(given);
  if (!spec) return emptyPlace(given, isPast ? "Nothing was measured at posting." : "There is nothing to draw.");
  if (widget.view === "value") return change(given, spec);
  const values = series.reduce((count, { points }) => count + points.length, 0);
  if (values === 0)
    return emptyPlace(given, isPast ? `No data in the ${windows[widget.window].name} before.` : noData(given));
  if (widget.view === "table")
    return table(spec, `${widgetTitle(given.shown)}, ${pointInWords(series[0]!.definition, series[0]!.step)}`);
  if (widget.view === "spark")
    return drawingHtml(spec, { kind: "spark", size: { width: 276, height: 68 }, className: "chart-spark" });
  const kind = widget.view;
  const panels = groupByUnit(series);
  return panels
    .map((group) => {
      const one = specOfWidget(given, group);
      const names = group.map(({ subjectName }) => subjectName).join(", ");
      const head = panels.length > 1 ? `<p class="chart-panel">${escape(names)}</p>` : "";
      const notes = widgetNotes(one, kind).map((note) => `<p class="chart-note">${escape(note)}</p>`);
      const span = `data-chart-from="${escape(one.from ?? now)}" data-chart-to="${escape(one.to ?? now)}"`;
      const lines = escape(JSON.stringify(group.map((drawn) => lineOf(drawn, widget, isPast))));
      return `${head}<div ${span} data-chart-lines="${lines}">${chartHtml(one, { kind })}${notes.join("")}<p class="chart-readout" data-chart-readout aria-live="polite"></p></div>`;
    })
    .join("");
}

/** What the script that reads a chart's points is told of a line: its points, or where they are. */
const lineOf = (drawn: DrawnSeries, { window }: Widget, isPast: boolean) => ({
  name: drawn.subjectName,
  unit: unitOf(drawn),
  ...(isPast
    ? { points: drawn.points }
    : {
        url: paths.seriesFile(drawn, "json", {
          window,
          definition: drawn.definition,
          provider: drawn.provider?.key,
        }),
      }),
});

const noData = ({ shown: { widget, series } }: WidgetGiven) =>
  series.every(({ asOf }) => asOf === null)
    ? "No data yet."
    : `No data in the last ${windows[widget.window].name.replace("All", "years").toLowerCase()}.`;

/** As high as the drawing would be. */
const emptyPlace = ({ shown: { widget } }: WidgetGiven, sentence: string) =>
  widget.view === "value" ? "" : `<p class="widget-empty">${escape(sentence)}</p>`;

/** What a value alone does not say: its change over the window, and its highest. */
function change({ shown: { widget } }: WidgetGiven, spec: ChartSpec): string {
  const words = spec.series.flatMap((one) => {
    const finding = findingOf(one, spec);
    if (!finding?.change || finding.first === finding.last) return [];
    return [`${spec.series.length > 1 ? `${one.name} ` : ""}${finding.change} in ${spanInWords(finding.length)}`];
  });
  return words.length > 0 && new Set(widget.refs.map(({ metric }) => metric)).size === 1
    ? `<p class="widget-change">${escape(words.join(" · "))}</p>`
    : "";
}

const mostRows = 40;

function table(spec: ChartSpec, caption: string): string {
  return `<div class="widget-table" tabindex="0" role="region" aria-label="Values">${chartTableHtml(spec, caption, mostRows)}</div>`;
}

/** When, who, by which definition, and where all of it is. */
function foot(given: WidgetGiven, isAlone: boolean): string {
  const { shown, pinned } = given;
  const { widget, series } = shown;
  const [first] = series;
  const isPinned = widget.mode === "pinned" && pinned !== null;
  const parts = [
    isPinned
      ? `as on <time datetime="${escape(pinned.at)}">${formatDate(pinned.at)}</time>`
      : isAlone && first?.asOf && first.state !== "down" && first.state !== "archive"
        ? `as of ${time(first.asOf)}`
        : "",
    escape(creditsOf(series).join("; ")),
    [...new Set(series.map(({ definition }) => definition))].map((id) => `<code>${escape(id)}</code>`).join(" "),
    first ? `<a class="widget-more" href="${escape(pageOf(widget, first))}">Table and provenance</a>` : "",
  ].filter((part) => part !== "");
  return `<p class="widget-foot">${parts.join(" · ")}</p>`;
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
  `<p class="widget-missing" dir="auto">${caption ? `<b>${escape(caption)}</b> ` : ""}<span>${escape(fault)}</span></p>`;

/** A widget for readers elsewhere: its numbers in words, and a picture with the finding as its words. */
export function widgetWords(given: WidgetGiven): string {
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
    return `${escape(nameIn(drawn, widget))}: ${isPinned ? `pinned at posting: ${then}, now: ${escape(now)}` : escape(now)}`;
  });
  const definition = first ? ` (${escape(definitions[first.definition].name)})` : "";
  const words = `<p><b>${escape(given.caption || widgetTitle(shown))}</b>${definition}: ${[...said, ...refused.map(escape)].join("; ")}</p>`;
  const spec = widgetSpec(given);
  if (!first || !spec || isPinned || widget.view === "value" || widget.view === "table") return words;
  const picture = escape(paths.metricPicture(widget.refs[0]!, "png", widgetQuery(widget)));
  return `${words}<p><a href="${escape(pageOf(widget, first))}"><img src="${picture}" alt="${escape(chartName(spec))}" width="600" height="${pictureHeights[widget.view]}" /></a></p>`;
}

const stateSentence = (drawn: DrawnSeries) =>
  drawn.asOf === null
    ? stateInWords(drawn)
    : drawn.state === "down"
      ? `no data since ${formatMinute(drawn.asOf)}`
      : `${stateInWords(drawn)}${drawn.state === "archive" ? "" : `, as of ${formatMinute(drawn.asOf)}`}${drawn.provider ? `, ${creditOf(drawn.provider)}` : ""}`;

/** How high a picture of each view is, 600 wide. */
export const pictureHeights = { value: 150, spark: 200, line: 320, bars: 320, table: 320 } as const;
