import {
  type DefinitionId,
  definitions,
  definitionsOf,
  ethereumForks,
  type MetricId,
  recordedAs,
  whyUnsupported,
  whyUnsupportedOfGroup,
  type Window,
} from "~/features/metrics/metrics";
import { readChains } from "~/features/chains/chains.server";
import { databaseNow, db } from "~/platform/db.server";
import type { ChartSpan } from "./chart-span";
import { choose, type Chosen } from "./choose-series";
import { readCharts } from "./read-charts.server";
import { placeOf, toDrawn } from "./read-series.server";
import { listRows } from "./series-rows.server";
import { type DrawnSeries, groupByUnit, type SeriesView, unitOf } from "./series-view";
import { toView } from "./view-of-row";

/** More lines can't be told apart. */
const coloured = 5;

export type MetricByDefinition = {
  definition: DefinitionId;
  /** The series of the chains that have it, the highest value first. */
  measured: SeriesView[];
  /** The chains without it, with the reason. */
  others: SeriesView[];
  /** The largest of those with one unit, over one time; null where none has a value. */
  drawn: { window: Window; span: ChartSpan; series: DrawnSeries[] } | null;
};

/** A metric across chains, by each of its definitions in the order of their ranks. */
export async function readMetric(metric: MetricId, window: Window): Promise<MetricByDefinition[]> {
  const now = await databaseNow();
  const chains = await readChains();
  const judged = { chains, now };
  const subjects = chains.slugs;
  const rows = await listRows(subjects.map((subject) => ({ subject, metric })));
  const found = definitionsOf(metric).map((definition) => {
    const series = subjects.flatMap((subject): Chosen[] => {
      const own = rows.filter((row) => row.subject === subject && row.definitionId === definition);
      return (own.length > 0 ? own : [null]).map((row) => ({
        view: toView({ subject, metric }, definition, row, judged, rows),
        row,
      }));
    });
    const measured = series
      .filter(({ view }) => view.state !== "unsupported")
      .toSorted((a, b) => Number(b.view.value ?? -1) - Number(a.view.value ?? -1));
    return { definition, measured, others: series.filter(({ view }) => view.state === "unsupported") };
  });
  const comparable = found.map(({ measured }) => largestOf(measured));
  const charts = await readCharts(
    comparable.map((largest) => ({ series: largest.map((one) => placeOf(one, rows)), window, to: now })),
  );
  return Promise.all(
    found.map(async ({ definition, measured, others }, index) => {
      const { span, series } = charts[index]!;
      return {
        definition,
        measured: measured.map(({ view }) => view),
        others: others.map(({ view }) => view),
        drawn: series.length > 0 ? { window, span, series: await toDrawn(series, judged) } : null,
      };
    }),
  );
}

/** The series of the largest group whose values can be compared, the highest value first, at most five. */
function largestOf(measured: Chosen[]): Chosen[] {
  const withValue = measured.filter(({ view }) => view.value !== null);
  const [largest = []] = groupByUnit(withValue.map(({ view }) => view));
  return withValue.filter(({ view }) => largest.includes(view)).slice(0, coloured);
}

/** Chains and groups that have a definition, measured or recorded: those one can compare with. */
export async function listSupporting(definition: DefinitionId): Promise<{ slug: string; name: string }[]> {
  const [{ chains, groups }, rows] = await Promise.all([
    readChains(),
    db.series.findMany({ where: { definitionId: definition, lastAt: { not: null } }, select: { subject: true } }),
  ]);
  const withData = new Set(rows.map(({ subject }) => subject));
  const rules = definitions[definition];
  return [
    ...chains.filter((chain) => withData.has(chain.slug) || whyUnsupported(chain, rules) === null),
    ...groups.filter((group) => whyUnsupportedOfGroup(group, rules) === null),
  ].map(({ slug, name }) => ({ slug, name }));
}

/**
 * The newest values of other chains that may stand beside a series: of one unit, and by its definition or one that counts the same.
 * The highest first, at most `take`; and how many chains have one, with the series' own.
 */
export async function listOtherChains(
  series: SeriesView,
  take: number,
): Promise<{ shown: SeriesView[]; count: number }> {
  const [chains, now] = await Promise.all([readChains(), databaseNow()]);
  const refs = chains.chains.map(({ slug }) => ({ subject: slug, metric: series.metric }));
  const rows = await listRows(refs);
  const counted = recordedAs(series.definition);
  const comparable = refs
    .map((ref) => choose(ref, rows, { chains, now }).view)
    .filter(
      (view) =>
        view.value !== null &&
        unitOf(view).key === unitOf(series).key &&
        (view.definition === series.definition || (counted !== null && recordedAs(view.definition) === counted)),
    )
    .toSorted((a, b) => Number(b.value) - Number(a.value));
  return {
    shown: comparable.filter(({ subject }) => subject !== series.subject).slice(0, take),
    count: comparable.length,
  };
}

/** EIP-155's id of the chain whose forks moved the blobs. */
const ethereumId = 1;

/** Forks that a chart of this chain marks: Ethereum's, which moved its blobs. */
export async function listEvents(subject: string, { from, to }: ChartSpan): Promise<{ at: string; name: string }[]> {
  if ((await readChains()).find(subject)?.chain?.chainId !== ethereumId) return [];
  return ethereumForks
    .map(({ name, time }) => ({ name, at: new Date(time * 1_000).toISOString() }))
    .filter(({ at }) => at >= from && at <= to);
}
