import { definitions, topicOf } from "~/features/metrics/metrics";
import { attributesHtml, type Html } from "~/ui/html";
import type { SeriesView } from "./series-view";

/** Attributes by which the script finds a live series in a page and keeps it up to date. */
export function liveMarks(series: SeriesView) {
  const { staleAfter, downAfter } = definitions[series.definition];
  // History has no age that a clock would change, and no stream.
  if (!series.provider || series.state === "archive") return { "data-state": series.state };
  return {
    "data-state": series.state,
    "data-live": topicOf(series.subject, series.metric),
    "data-definition": series.definition,
    "data-provider": series.provider.key,
    "data-age": series.age ?? undefined,
    "data-as-of": series.asOf ?? undefined,
    "data-stale-after": staleAfter,
    "data-down-after": downAfter,
  };
}

/** The same as html, each with a space before it. */
export const markAttributes = (series: SeriesView): Html => attributesHtml(liveMarks(series));
