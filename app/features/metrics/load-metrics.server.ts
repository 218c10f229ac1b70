import { isDeepStrictEqual } from "node:util";
import type { Tx } from "~/platform/db.server";
import { definitionIds, definitions } from "./definitions";
import { metricIds, metrics } from "./metric";

/**
 * Brings metrics and definitions into the database. What a version means, its formula, unit, interval and window, is never
 * changed; how it is named, its caveats and its source (a licence, say) are brought up to date. Every start calls it, and
 * most find nothing to write.
 */
export async function loadMetrics(tx: Tx) {
  const present = await tx.metric.findMany({ select: { id: true, name: true, says: true } });
  for (const id of metricIds) {
    const row = { id, ...metrics[id] };
    if (present.some((other) => isDeepStrictEqual(other, row))) continue;
    await tx.metric.upsert({ where: { id }, create: row, update: metrics[id] });
  }

  const rows = await tx.metricDefinition.findMany({ select: { id: true, name: true, caveats: true, source: true } });
  const stored = new Map(rows.map(({ id, ...said }) => [id, said]));
  const missing = definitionIds.filter((id) => !stored.has(id));
  if (missing.length > 0) await tx.metricDefinition.createMany({ data: missing.map(toRow), skipDuplicates: true });
  for (const id of definitionIds) {
    const { name, caveats, source } = definitions[id];
    const said = stored.get(id);
    if (said && !isDeepStrictEqual(said, { name, caveats, source }))
      await tx.metricDefinition.update({ where: { id }, data: { name, caveats, source } });
  }
}

function toRow(id: (typeof definitionIds)[number]) {
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
}
