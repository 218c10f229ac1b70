/** The title of a widget, and the names of its series. */
import { type ChartSpan, type DrawnSeries, nameOfSpan } from "~/features/series/series";
import { metricInSentence, windows } from "~/features/metrics/metrics";
import type { ShownWidget } from "./read-widgets.server";
import { areOfOneMetric, type Widget } from "./widget";

/** "Base, Arbitrum: TPS, 30 days", for a widget without a caption. */
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

/** A series' name beside the others of its widget: with its metric where a widget has several metrics. */
export const nameIn = ({ subjectName, metric }: DrawnSeries, { refs }: Widget) =>
  areOfOneMetric(refs) ? subjectName : `${subjectName}, ${metricInSentence(metric)}`;
