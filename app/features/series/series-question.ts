import { isMetricId, type MetricId } from "~/features/metrics/metrics";
import { isWindow, type Window } from "~/features/metrics/metrics";

export type SeriesQuestion = {
  window: Window;
  scale: "linear" | "log";
  /** A second network's slug. */
  with?: string | undefined;
  provider?: string | undefined;
  definition?: string | undefined;
};

const word = /^[a-z0-9-]{1,60}$/;

/** What an address asks of a series; a sentence where a value is none that there is. */
export function parseSeriesQuestion(asked: URLSearchParams): SeriesQuestion | string {
  const window = asked.get("window") ?? "24h";
  if (!isWindow(window)) return "A chart looks back 24h, 7d, 30d, 90d, 1y or max.";
  const scale = asked.get("scale") ?? "linear";
  if (scale !== "linear" && scale !== "log") return "A scale is linear or log.";
  const other = asked.get("with") || undefined;
  if (other !== undefined && !word.test(other.split("/")[0] ?? ""))
    return "Compare with one network, by its short name: ?with=base.";
  const provider = asked.get("provider") || undefined;
  if (provider !== undefined && !word.test(provider)) return "There is no such provider.";
  const definition = asked.get("definition") || undefined;
  if (definition !== undefined && !/^[a-z0-9.@-]{1,80}$/.test(definition)) return "There is no such definition.";
  return { window, scale, with: other?.split("/")[0], provider, definition };
}

export const asMetric = (word: string | undefined): MetricId | null => (word && isMetricId(word) ? word : null);
