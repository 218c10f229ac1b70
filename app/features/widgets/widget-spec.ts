/** The series of a widget as charts' specs: with the values of now, or with those kept at posting. */
import { type ChartSpan, type DrawnSeries, groupByUnit, spanNotes, specOf } from "~/features/series/series";
import { startOf, type Window } from "~/features/metrics/metrics";
import { chartNotes, type ChartSpec } from "~/ui/chart/chart";
import type { Pinned } from "./pinned";
import type { ShownWidget } from "./read-widgets.server";

/** A widget with the numbers it may draw. */
type WidgetNumbers = {
  shown: ShownWidget;
  /** The values at posting; null outside posts. */
  pinned: Pinned | null;
  /** For mode `pinned`: the series with their points as they were then. */
  frozen: DrawnSeries[] | null;
};

export type WidgetGiven = WidgetNumbers & {
  /** The author's words; without them the widget shows its name. */
  caption: string;
  /** Unique on the page. */
  key: string;
  /** The site's own address, in a post: on paper the widget's page stands below it. */
  origin?: string;
  /** In a frame of another site charts are drawn as wide as the frame. */
  isFramed?: boolean;
};

/** The values at posting of a widget that shows these; null for one that shows those of now. */
export const shownPins = ({ shown, pinned }: Pick<WidgetNumbers, "shown" | "pinned">) =>
  shown.widget.mode === "pinned" ? pinned : null;

/** The series that a widget draws: those kept at posting for a pinned widget, else those of now. */
export function drawnOf(given: WidgetNumbers) {
  const { shown, frozen } = given;
  const pinned = shownPins(given);
  return pinned
    ? { series: frozen ?? [], span: spanAt(shown.widget.window, pinned.at, frozen ?? []), isPast: true }
    : { series: shown.series, span: shown.span, isPast: shown.span.isEarlier };
}

/** The window that ends at the posting; without a value in it, the window that ends at the newest value. */
function spanAt(window: Window, at: string, series: DrawnSeries[]): ChartSpan {
  const from = startOf(window, new Date(at)).toISOString();
  const newest = series
    .flatMap(({ points }) => points.at(-1)?.[0] ?? [])
    .toSorted()
    .at(-1);
  if (!newest || newest >= from) return { from, to: at, isEarlier: false };
  return { from: startOf(window, new Date(newest)).toISOString(), to: newest, isEarlier: true };
}

/** All series of a widget as one chart, for words and tables; null where there are none. Drawings take `widgetPanels`. */
export function widgetSpec(given: WidgetNumbers): ChartSpec | null {
  const { series } = drawnOf(given);
  return series.length === 0 ? null : specOfWidget(given, series);
}

/** The charts that a widget draws: one for each unit, as fees in two tokens have no common axis. */
export function widgetPanels(given: WidgetNumbers): ChartSpec[] {
  const { series } = drawnOf(given);
  return groupByUnit(series).map((group) => specOfWidget(given, group));
}

/** These series of a widget, which share a unit, as one chart. */
export function specOfWidget(given: WidgetNumbers, series: DrawnSeries[]): ChartSpec {
  const { span, isPast } = drawnOf(given);
  const { scale = "linear" } = given.shown.widget;
  // Series kept at posting hold their old styles; the present ones of the registry replace them.
  const { styles } = given.shown;
  const drawn = series.map((one) => ({ ...one, style: styles[one.subject] ?? one.style }));
  return { ...specOf({ series: drawn, scale, span, events: [] }), isPast };
}

/** Sentences about values that a log scale leaves out, for the line below the drawing. */
export const widgetNotes = (spec: ChartSpec, kind: "line" | "bars") =>
  chartNotes(spec, { width: 576, height: 232 }, kind);

/** Sentences about where a widget's values begin and end and, unless it is frozen, about live sources that fail. */
export function widgetTimeNotes(given: WidgetNumbers): string[] {
  const { series, span } = drawnOf(given);
  return spanNotes(series, span, given.shown.widget.window);
}
