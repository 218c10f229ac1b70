/** The lower bound of a group: the sum of the members that somebody recorded. It is never the group's own value. */
import type { ChainSnapshot } from "~/features/chains/chains";
import { listGroupMembers, readChains } from "~/features/chains/chains.server";
import { archiveKey, type DefinitionId, definitions, divide, type MetricId } from "~/features/metrics/metrics";
import { db } from "~/platform/db.server";
import { rememberFor } from "~/platform/short-memory.server";
import type { LowerBound } from "./lower-bound";
import type { SeriesView } from "./series-view";

/** Metrics that add up over chains. Addresses do not (one may be active on two chains), nor do medians. */
const summed: Partial<Record<MetricId, { shown: DefinitionId; added: DefinitionId; dividedBy: bigint }>> = {
  "tx-per-day": { shown: "tx-per-day.recorded@1", added: "tx-per-day.recorded@1", dividedBy: 1n },
  // Whole transactions are added, then divided once: a sum of rounded quotients would be off in its last place.
  tps: { shown: "tps.daily@1", added: "tx-per-day.recorded@1", dividedBy: 86_400n },
};

/**
 * The lower bound of a group for each day from `from` to `to` (`2026-02-13`, both included), oldest first; days on which no
 * member was recorded are left out. Null where the metric does not add up over chains or there is no such group.
 */
export async function listLowerBounds(
  group: string,
  metric: MetricId,
  { from, to }: { from: string; to: string },
): Promise<LowerBound[] | null> {
  const rule = summed[metric];
  const members = rule && (await listGroupMembers(group));
  if (!members) return null;
  const rows = await db.$queryRaw<{ day: string; subject: string; value: string }[]>`
    select to_char(r."at" at time zone 'UTC', 'YYYY-MM-DD') as day, s."subject", trim_scale(r."last")::text as value
    from "Rollup" r join "Series" s on s."id" = r."seriesId"
    where s."providerKey" = ${archiveKey} and s."definitionId" = ${rule.added} and s."subject" = any(${members.map(({ slug }) => slug)}::text[])
      and r."bucket" = 'day' and r."at" >= ${from}::date and r."at" <= ${to}::date
    order by r."at", r."last" desc, s."subject"`;
  const found = (await readChains()).find(group);
  const names = new Map(members.map(({ slug, name }) => [slug, name]));
  return [...new Set(rows.map(({ day }) => day))].map((day): LowerBound => {
    const recorded = rows.filter((row) => row.day === day);
    const share = (count: bigint) => divide(count, rule.dividedBy);
    return {
      group,
      groupName: found?.name ?? group,
      metric,
      definition: rule.shown,
      unit: definitions[rule.shown].unit,
      day,
      atLeast: share(recorded.reduce((sum, { value }) => sum + BigInt(value), 0n)),
      members: recorded.map(({ subject, value }) => ({
        subject,
        name: names.get(subject) ?? subject,
        value: share(BigInt(value)),
      })),
      missing: members
        .filter(({ slug }) => !recorded.some(({ subject }) => subject === slug))
        .map(({ slug, name }) => ({ subject: slug, name })),
    };
  });
}

/** The lower bound of today or the newest day before it of each view that is of a group and has no value; else null. At most a minute old. */
export const readBounds = (
  views: SeriesView[],
  { chains, now }: { chains: ChainSnapshot; now: Date },
): Promise<(LowerBound | null)[]> =>
  Promise.all(
    views.map(({ subject, metric, value }) =>
      value !== null || !chains.groups.some(({ slug }) => slug === subject)
        ? null
        : rememberFor(`lower-bound ${subject}/${metric}`, 60_000, () =>
            findLowerBound(subject, metric, now.toISOString().slice(0, 10)),
          ),
    ),
  );

/** The lower bound of the newest day up to `day` that has one, at most a year back; null where there is none. */
export async function findLowerBound(group: string, metric: MetricId, day: string): Promise<LowerBound | null> {
  const from = new Date(Date.parse(day) - 365 * 86_400_000).toISOString().slice(0, 10);
  const newest = await newestRecordedDay(group, metric, { from, to: day });
  if (!newest) return null;
  return (await listLowerBounds(group, metric, { from: newest, to: newest }))?.[0] ?? null;
}

async function newestRecordedDay(group: string, metric: MetricId, { from, to }: { from: string; to: string }) {
  const rule = summed[metric];
  const members = rule && (await listGroupMembers(group));
  if (!members) return null;
  const slugs = members.map(({ slug }) => slug);
  const rows = await db.$queryRaw<{ day: string | null }[]>`
    select to_char(max(r."at") at time zone 'UTC', 'YYYY-MM-DD') as day
    from "Rollup" r join "Series" s on s."id" = r."seriesId"
    where s."providerKey" = ${archiveKey} and s."definitionId" = ${rule.added} and s."subject" = any(${slugs}::text[])
      and r."bucket" = 'day' and r."at" >= ${from}::date and r."at" <= ${to}::date`;
  return rows[0]?.day ?? null;
}
