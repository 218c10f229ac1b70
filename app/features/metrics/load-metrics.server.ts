import type { Tx } from "~/platform/db.server";
import { definitionIds, definitions } from "./definitions";
import { metricIds, metrics } from "./metric";

/**
 * Brings metrics and definitions into the database. What a version means, its formula, unit, interval and window, is never
 * changed; how it is named, its caveats and its source (a licence, say) are brought up to date.
 */
export async function loadMetrics(tx: Tx) {
  for (const id of metricIds)
    await tx.metric.upsert({ where: { id }, create: { id, ...metrics[id] }, update: metrics[id] });
  await tx.metricDefinition.createMany({
    data: definitionIds.map((id) => {
      const { metric, key, version, name, unit, interval, window, formula, caveats, source } = definitions[id];
      return {
        id,
        metricId: metric,
        key,
        version,
        name,
        unit,
        intervalSeconds: interval,
        window,
        formula,
        caveats,
        source,
      };
    }),
    skipDuplicates: true,
  });
  for (const id of definitionIds) {
    const { name, caveats, source } = definitions[id];
    await tx.metricDefinition.updateMany({
      where: { id, NOT: { name, caveats, source } },
      data: { name, caveats, source },
    });
  }
}
