/** Daily values of a series, with which stated numbers are compared. */
import { type DefinitionId, definitions, isDefinitionId, type MetricId, type Unit } from "~/features/metrics/metrics";
import { db, type Tx } from "~/platform/db.server";
import { groupBy } from "~/platform/group-by";

export type ObservedDays = {
  definition: DefinitionId;
  unit: Unit;
  provider: string;
  /** Who measured the days; of the archive's, who recorded them. */
  providerName: string;
  /** Complete days in UTC, oldest first; values are decimal strings in `unit`. */
  days: { day: string; value: string }[];
};

type Row = { definitionId: string; provider: string; providerName: string; day: string; value: string };

/** A mean over less than this part of a day is no value of the day. */
const leastCoverage = 0.9;

/** `definition` is the one to go on with, as long as anything is known by it. */
type Asked = { subject: string; metric: MetricId; definition?: string | undefined };

/**
 * The days from `from` to `to` (`2026-02-13`, both included) of one series: those of the definition asked for; else of
 * several providers the one with most days, then the definition that readers get first. Null when no day is known.
 */
export async function readObservedDays(
  { subject, metric, definition: wanted }: Asked,
  { from, to }: { from: string; to: string },
  tx: Tx = db,
): Promise<ObservedDays | null> {
  const rows = await tx.$queryRaw<Row[]>`
    select s."definitionId", p."key" as provider, coalesce(
        (select max(o."name") from "RecordedSpan" o
          where o."seriesId" = s."id" and o."bucket" = 'day' and r."at" between o."firstAt" and o."lastAt"),
        p."name") as "providerName",
      to_char(r."at" at time zone 'UTC', 'YYYY-MM-DD') as day,
      trim_scale(case when d."intervalSeconds" = 86400 then r."last" else r."avg" end)::text as value
    from "Rollup" r
    join "Series" s on s."id" = r."seriesId"
    join "MetricDefinition" d on d."id" = s."definitionId"
    join "Provider" p on p."key" = s."providerKey"
    where s."subject" = ${subject} and d."metricId" = ${metric} and r."bucket" = 'day'
      and r."at" >= ${from}::date and r."at" <= ${to}::date
      and (d."intervalSeconds" = 86400 or r."coverage" >= ${leastCoverage})
    order by r."at"`;
  const groups = groupBy(rows, ({ definitionId, provider }) => `${definitionId} ${provider}`);
  const known = [...groups.values()].flatMap((days): ObservedDays[] => {
    const { definitionId, provider } = days[0]!;
    if (!isDefinitionId(definitionId)) return [];
    return [
      {
        definition: definitionId,
        unit: definitions[definitionId].unit,
        provider,
        providerName: [...new Set(days.map(({ providerName }) => providerName))].join(", "),
        days: days.map(({ day, value }) => ({ day, value })),
      },
    ];
  });
  const order = ({ definition, days }: ObservedDays) =>
    [definition === wanted ? 0 : 1, -days.length, definitions[definition].rank] as const;
  const [best] = known.toSorted((a, b) => {
    const [x, y] = [order(a), order(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
  });
  return best ?? null;
}

/** The newest day, up to `to`, of which any value of the series is known; null for none. */
export async function newestObservedDay(
  { subject, metric }: { subject: string; metric: MetricId },
  to: string,
  tx: Tx = db,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ day: string | null }[]>`
    select to_char(max(r."at") at time zone 'UTC', 'YYYY-MM-DD') as day
    from "Rollup" r join "Series" s on s."id" = r."seriesId" join "MetricDefinition" d on d."id" = s."definitionId"
    where s."subject" = ${subject} and d."metricId" = ${metric} and r."bucket" = 'day' and r."at" <= ${to}::date
      and (d."intervalSeconds" = 86400 or r."coverage" >= ${leastCoverage})`;
  return row?.day ?? null;
}
