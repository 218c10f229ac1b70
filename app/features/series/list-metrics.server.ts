/** Every metric with one chain's newest value: what the page of all metrics answers with. */
import { definitionsOf, type MetricId, metricIds } from "~/features/metrics/metrics";
import { readChains } from "~/features/chains/chains.server";
import { databaseNow } from "~/platform/db.server";
import { rememberFor } from "~/platform/short-memory.server";
import { readLiveNotes } from "./live-source.server";
import { withDays } from "./read-overviews.server";
import { choose } from "./choose-series";
import { listRows } from "./series-rows.server";
import type { Shown } from "./series-view";

export type MetricLine = {
  metric: MetricId;
  /** One chain's value; null where no chain has one. */
  shown: Shown | null;
  /** How many chains and groups have a value. */
  chains: number;
};

export type MetricList = {
  lines: MetricLine[];
  /** The sources that should be live, in words, the most frequent first. */
  liveNotes: string[];
};

const shortly = 10_000;

/** At most ten seconds old. Metrics without a definition are left out. */
export const readMetricList = (): Promise<MetricList> =>
  rememberFor("metric-list", shortly, async () => {
    const now = await databaseNow();
    const chains = await readChains();
    const judged = { chains, now };
    // The chains that the registry ranks for the first page stand for a metric before others.
    const subjects = [
      ...chains.chains.toSorted((a, b) => (a.homeRank ?? Infinity) - (b.homeRank ?? Infinity)),
      ...chains.groups,
    ].map(({ slug }) => slug);
    const ids = metricIds.filter((id) => definitionsOf(id).length > 0);
    const rows = await listRows(ids.flatMap((metric) => subjects.map((subject) => ({ subject, metric }))));
    const found = ids.map((metric) => {
      const views = subjects
        .map((subject) => choose({ subject, metric }, rows, judged).view)
        .filter(({ value }) => value !== null);
      return { metric, views, first: views[0] ?? null };
    });
    const withValue = found.flatMap(({ first }) => (first ? [{ view: first, label: first.subjectName }] : []));
    const shown = await withDays(withValue, 91);
    const notes = await readLiveNotes(
      withValue.map(({ view }) => view),
      judged,
    );
    const counted = new Map<string, number>();
    for (const note of notes) if (note !== null) counted.set(note, (counted.get(note) ?? 0) + 1);
    return {
      lines: found.map(({ metric, views, first }) => ({
        metric,
        shown: shown.find(({ series }) => series === first) ?? null,
        chains: views.length,
      })),
      liveNotes: [...counted].toSorted((a, b) => b[1] - a[1]).map(([note]) => note),
    };
  });
