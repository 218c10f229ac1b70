import type { DefinitionId } from "~/features/metrics/metrics";
import { ethereumForks } from "~/features/metrics/metrics";
import { whyUnsupported, whyUnsupportedOfGroup } from "~/features/metrics/metrics";
import { definitions, definitionsOf } from "~/features/metrics/metrics";
import { metricIds } from "~/features/metrics/metrics";
import { readChains } from "~/features/chains/chains.server";
import { readSeries } from "./read-series.server";
import { type DrawnSeries, groupByUnit, type SeriesView } from "./series-view";
import { startOf, type Window } from "~/features/metrics/metrics";
import { databaseNow, db } from "~/platform/db.server";

const coloured = 5;

/** The largest chains of one definition whose values can be compared, with their points, at most five: more lines can't be told apart. */
export async function compareChains(measured: SeriesView[], window: Window): Promise<DrawnSeries[]> {
  const groups = groupByUnit(measured.filter(({ value }) => value !== null));
  const largest = (groups[0] ?? []).slice(0, coloured);
  return Promise.all(
    largest.map(async ({ subject, metric, definition, provider }) => {
      const { series } = await readSeries({ subject, metric, window, definition, provider: provider?.key });
      return series;
    }),
  );
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

/** EIP-155's id of the chain whose forks moved the blobs. */
const ethereumId = 1;

/** Forks that a chart of this chain marks: Ethereum's, which moved its blobs. */
export async function listEvents(subject: string, window: Window): Promise<{ at: string; name: string }[]> {
  if ((await readChains()).find(subject)?.chain?.chainId !== ethereumId) return [];
  const from = startOf(window, await databaseNow());
  return ethereumForks
    .filter(({ time }) => time * 1_000 >= from.getTime())
    .map(({ name, time }) => ({ name, at: new Date(time * 1_000).toISOString() }));
}

/** Of how many chains and groups there is data, by metric. */
export async function countMeasured(): Promise<Record<string, number>> {
  const rows = await db.$queryRaw<{ metric: string; subjects: bigint }[]>`
    select d."metricId" as metric, count(distinct s."subject") as subjects from "Series" s join "MetricDefinition" d on d."id" = s."definitionId"
    where s."lastAt" is not null group by 1`;
  const counts = new Map(rows.map(({ metric, subjects }) => [metric, Number(subjects)]));
  return Object.fromEntries(
    metricIds.filter((id) => definitionsOf(id).length > 0).map((id) => [id, counts.get(id) ?? 0]),
  );
}
