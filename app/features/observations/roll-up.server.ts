import { isMetricId, type MetricId } from "~/features/metrics/metrics";
import type { Tx } from "~/platform/db.server";

/** Recomputes hours and days from the raw observations of a provider's live series, from the hour of `from` on. Idempotent. */
export async function rollUp(tx: Tx, providerKey: string, from: Date) {
  await tx.$executeRaw`
    delete from "Rollup" using "Series", "MetricDefinition" d
    where "Series"."id" = "Rollup"."seriesId" and d."id" = "Series"."definitionId" and d."intervalSeconds" < 3600 and "Series"."providerKey" = ${providerKey}
      and "bucket" = 'hour' and "at" >= date_trunc('hour', ${from}::timestamptz, 'UTC')`;
  await tx.$executeRaw`
    insert into "Rollup" ("seriesId", "bucket", "at", "n", "min", "max", "avg", "last", "coverage", "runId")
    select o."seriesId", 'hour', date_trunc('hour', o."at", 'UTC'), count(*), min(o."value"), max(o."value"), avg(o."value"),
      (array_agg(o."value" order by o."at" desc))[1], least(1, count(distinct date_trunc('minute', o."at")) / 60.0), max(o."runId")
    from "Observation" o join "Series" s on s."id" = o."seriesId" join "MetricDefinition" d on d."id" = s."definitionId"
    where s."providerKey" = ${providerKey} and o."at" >= date_trunc('hour', ${from}::timestamptz, 'UTC') and d."key" in ('live', 'block', 'non-vote')
    group by 1, 3`;
  await tx.$executeRaw`
    insert into "Rollup" ("seriesId", "bucket", "at", "n", "min", "max", "avg", "last", "coverage", "runId")
    select r."seriesId", 'day', date_trunc('day', r."at", 'UTC'), sum(r."n"), min(r."min"), max(r."max"), sum(r."avg" * r."n") / sum(r."n"),
      (array_agg(r."last" order by r."at" desc))[1], least(1, sum(r."coverage") / 24.0), max(r."runId")
    from "Rollup" r join "Series" s on s."id" = r."seriesId" join "MetricDefinition" d on d."id" = s."definitionId"
    where s."providerKey" = ${providerKey} and r."bucket" = 'hour' and r."at" >= date_trunc('day', ${from}::timestamptz, 'UTC') and d."key" in ('live', 'block', 'non-vote')
    group by 1, 3
    on conflict ("seriesId", "bucket", "at") do update set "n" = excluded."n", "min" = excluded."min", "max" = excluded."max", "avg" = excluded."avg",
      "last" = excluded."last", "coverage" = excluded."coverage", "runId" = excluded."runId"`;
}

/** The metrics of a provider's live series, whose days `rollUp` makes. */
export async function listRolledMetrics(tx: Tx, providerKey: string): Promise<MetricId[]> {
  const rows = await tx.$queryRaw<{ metricId: string }[]>`
    select distinct d."metricId" from "Series" s join "MetricDefinition" d on d."id" = s."definitionId"
    where s."providerKey" = ${providerKey} and d."intervalSeconds" < 3600`;
  return rows.map(({ metricId }) => metricId).filter(isMetricId);
}
