import { definitionsOf } from "~/features/metrics/metrics";
import { type MetricId, metricIds, metrics } from "~/features/metrics/metrics";
import { readChains } from "~/features/chains/chains.server";
import { readLatest } from "./read-latest.server";
import { stateInWords, unitOf } from "./series-view";
import { formatQuantity } from "~/ui/quantity";

/** A series that an author can show: its newest value in words, or its state. */
export type PickedSeries = {
  subject: string;
  subjectName: string;
  metric: MetricId;
  metricName: string;
  says: string;
};

const maxSeries = 12;
const mostAsked = 200;

/** The series whose chain and metric have all these words, those with data first; at most twelve. */
export async function pickSeries(words: string): Promise<PickedSeries[]> {
  const wanted = words
    .toLowerCase()
    .split(/[\s/,]+/)
    .filter((word) => word !== "");
  const usual = metricIds.filter((metric) => definitionsOf(metric).length > 0);
  const { chains, groups } = await readChains();
  const found = [...chains, ...groups].flatMap(({ slug, name }) =>
    usual.flatMap((metric) => {
      const text = `${name} ${slug} ${metric} ${metrics[metric].name} ${metrics[metric].says}`.toLowerCase();
      return wanted.every((word) => text.includes(word)) ? [{ subject: slug, metric }] : [];
    }),
  );
  const views = await readLatest(found.slice(0, mostAsked));
  return views
    .filter(({ state }) => state !== "unsupported")
    .toSorted((a, b) => Number(b.value !== null) - Number(a.value !== null))
    .slice(0, maxSeries)
    .map((view) => ({
      subject: view.subject,
      subjectName: view.subjectName,
      metric: view.metric,
      metricName: metrics[view.metric].name,
      says: view.value === null ? stateInWords(view) : formatQuantity(view.value, unitOf(view)),
    }));
}
