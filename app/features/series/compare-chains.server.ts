import type { DefinitionId } from "~/features/metrics/metrics";
import { ethereumForks } from "~/features/metrics/metrics";
import { definitions, whyUnsupported, whyUnsupportedOfGroup } from "~/features/metrics/metrics";
import { readChains } from "~/features/chains/chains.server";
import type { ChartSpan } from "./chart-span";
import { readChart } from "./read-series.server";
import { groupByUnit, type SeriesView } from "./series-view";
import type { Window } from "~/features/metrics/metrics";
import { db } from "~/platform/db.server";

const coloured = 5;

/** The largest chains of one definition whose values can be compared, with their points over one time, at most five: more lines can't be told apart. */
export async function compareChains(measured: SeriesView[], window: Window) {
  const groups = groupByUnit(measured.filter(({ value }) => value !== null));
  const largest = (groups[0] ?? []).slice(0, coloured);
  if (largest.length === 0) return null;
  const { charted } = await readChart(
    largest.map(({ subject, metric, definition, provider }) => ({
      subject,
      metric,
      definition,
      ...(provider && { provider: provider.key }),
    })),
    { window },
  );
  return charted;
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
export async function listEvents(subject: string, { from, to }: ChartSpan): Promise<{ at: string; name: string }[]> {
  if ((await readChains()).find(subject)?.chain?.chainId !== ethereumId) return [];
  return ethereumForks
    .map(({ name, time }) => ({ name, at: new Date(time * 1_000).toISOString() }))
    .filter(({ at }) => at >= from && at <= to);
}
