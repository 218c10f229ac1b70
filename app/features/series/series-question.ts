import { isMetricId, type MetricId } from "~/features/metrics/metrics";
import { isWindow, type Window } from "~/features/metrics/metrics";

export type SeriesQuestion = {
  /** Null where the address asks for none. */
  window: Window | null;
  scale: "linear" | "log";
  /** A second chain's slug. */
  with?: string | undefined;
  provider?: string | undefined;
  definition?: string | undefined;
  /** The end of the window, ISO; without it, now. */
  to?: string | undefined;
};

const isoMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;
const word = /^[a-z0-9-]{1,60}$/;

/** Reads a series' query string; a sentence if a value is unknown. */
export function parseSeriesQuestion(asked: URLSearchParams): SeriesQuestion | string {
  const window = asked.get("window");
  if (window !== null && !isWindow(window)) return "A chart looks back 24h, 7d, 30d, 90d, 1y or max.";
  const scale = asked.get("scale") ?? "linear";
  if (scale !== "linear" && scale !== "log") return "A scale is linear or log.";
  const other = asked.get("with") || undefined;
  if (other !== undefined && !word.test(other.split("/")[0] ?? ""))
    return "Compare with one chain, by its short name: ?with=base.";
  const provider = asked.get("provider") || undefined;
  if (provider !== undefined && !word.test(provider)) return "There is no such provider.";
  const definition = asked.get("definition") || undefined;
  if (definition !== undefined && !/^[a-z0-9.@-]{1,80}$/.test(definition)) return "There is no such definition.";
  const to = asked.get("to") || undefined;
  if (to !== undefined && !(isoMoment.test(to) && Number.isFinite(Date.parse(to))))
    return "A window ends at a moment such as 2026-06-02T00:00:00.000Z.";
  return { window, to, scale, with: other?.split("/")[0], provider, definition };
}

/** The read that answers such a query. */
export const toAsked = ({ window, provider, definition, to }: SeriesQuestion) => ({
  window,
  ...(provider && { provider }),
  ...(definition && { definition }),
  ...(to && { to: new Date(to) }),
});

export const asMetric = (word: string | undefined): MetricId | null => (word && isMetricId(word) ? word : null);
