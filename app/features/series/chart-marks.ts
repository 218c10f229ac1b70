import { attributesHtml, type Html } from "~/ui/html";
import { paths } from "~/paths";
import { topicOf, type Window } from "~/features/metrics/metrics";
import type { ChartSpec } from "~/ui/chart/chart";
import type { ChartSpan } from "./chart-span";
import { type DrawnSeries, unitOf } from "./series-view";

type Given = {
  spec: ChartSpec;
  series: DrawnSeries[];
  span: ChartSpan;
  window: Window;
  kind: "line" | "bars";
  name?: string | undefined;
  /** Its values are those of an earlier moment and stand in the page. */
  isFrozen?: boolean;
};

/**
 * What a chart tells the scripts that read its points and move it on: the time drawn, its lines with the address of their
 * points and, where one is live, how it is drawn.
 */
export function chartMarks({ spec, series, span, window, kind, name, isFrozen = false }: Given) {
  const lines = series.map((drawn) => lineOf(drawn, { span, window, isFrozen }));
  return {
    "data-chart-from": span.from,
    "data-chart-to": span.to,
    "data-chart-lines": JSON.stringify(lines),
    "data-chart-drawn": lines.some((line) => "topic" in line) ? JSON.stringify(drawnBy(spec, kind, name)) : undefined,
  };
}

/** The same as html, each with a space before it. */
export const chartMarkAttributes = (given: Given): Html => attributesHtml(chartMarks(given));

/** The drawing without its points, which the script requests. */
const drawnBy = ({ series, ...spec }: ChartSpec, kind: "line" | "bars", name: string | undefined) => ({
  ...spec,
  series: series.map((one) => ({ ...one, points: [] })),
  kind,
  name,
});

/** A line: its points, or where they are; one that goes on has the topic of its stream. */
function lineOf(
  drawn: DrawnSeries,
  { span, window, isFrozen }: { span: ChartSpan; window: Window; isFrozen: boolean },
) {
  const known = { name: drawn.subjectName, unit: unitOf(drawn) };
  if (isFrozen) return { ...known, points: drawn.points };
  const { definition, provider, step } = drawn;
  return {
    ...known,
    ...(drawn.state !== "archive" &&
      !span.isEarlier &&
      provider && { topic: topicOf(drawn.subject, drawn.metric), definition, provider: provider.key, step }),
    url: paths.seriesFile(drawn, "json", {
      window,
      definition,
      provider: provider?.key,
      // Where the window up to now is empty, the file is asked for the one that is drawn.
      to: span.isEarlier ? span.to : undefined,
    }),
  };
}
