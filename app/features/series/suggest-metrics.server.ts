import { definitionsOf, metricIds, metrics } from "~/features/metrics/metrics";
import { paths } from "~/paths";
import { pickSeries } from "./pick-series.server";

/** A page about numbers that a search leads to. */
export type FoundMetric = { label: string; note: string; href: string };

/**
 * Pages of metrics whose name begins with these words ("blob" finds Blobs and Blob base fee), then series whose chain and
 * metric have all of them ("base tps"); at most `take`.
 */
export async function findMetricPages(words: string, take: number): Promise<FoundMetric[]> {
  const text = words.toLowerCase().replaceAll(/\s+/g, " ").trim();
  if (text.length < 2) return [];
  const named = metricIds
    .filter((id) => definitionsOf(id).length > 0)
    .filter((id) => id.replaceAll("-", " ").startsWith(text) || metrics[id].name.toLowerCase().startsWith(text))
    .map((id) => ({ label: metrics[id].name, note: "metric", href: paths.metric(id) }));
  const series = text.includes(" ") ? await pickSeries(text) : [];
  const found = series.map((one) => ({
    label: `${one.subjectName}: ${one.metricName}`,
    note: one.says,
    href: paths.series(one),
  }));
  // Two words and more name a series rather than a metric.
  return [...(text.includes(" ") ? found : named), ...(text.includes(" ") ? named : found)].slice(0, take);
}
