import { definitionsOf, type MetricId, metricIds } from "~/features/metrics/metrics";
import { db } from "~/platform/db.server";

/** Each series that has a value, with the time of its newest one, by metric and chain. */
export async function listMeasured(): Promise<{ subject: string; metric: MetricId; lastAt: string }[]> {
  const rows = await db.series.groupBy({
    by: ["subject", "definitionId"],
    where: { lastAt: { not: null }, lastValue: { not: null } },
    _max: { lastAt: true },
    orderBy: [{ subject: "asc" }, { definitionId: "asc" }],
  });
  return metricIds.flatMap((metric) => {
    const definitions = new Set<string>(definitionsOf(metric));
    const newest = new Map<string, string>();
    for (const { subject, definitionId, _max } of rows) {
      const at = _max.lastAt?.toISOString();
      if (at && definitions.has(definitionId) && at > (newest.get(subject) ?? "")) newest.set(subject, at);
    }
    return [...newest].map(([subject, lastAt]) => ({ subject, metric, lastAt }));
  });
}
