/** Where believed values are written and others are held back, with everything needed to trace each. */
import { announce } from "~/platform/live.server";
import { Prisma, type Tx } from "~/platform/db.server";
import {
  definitions,
  faultIn,
  type MetricId,
  type Observation,
  shownUnit,
  spokenUntil,
  topicOf,
} from "~/features/metrics/metrics";
import { readChains } from "~/features/chains/chains.server";
import { quantityParts } from "~/ui/quantity";
import { freshnessOf } from "~/ui/age";
import { isDaily, oneEach } from "./one-a-day";
import type { Held, Placed } from "./placed";
import { siftLeaps } from "./sift-leaps.server";

type Written = {
  stored: number;
  quarantined: number;
  /** The metrics of which days were written. */
  days: MetricId[];
  dirtyFrom: Date | null;
};

/** A run that sends nothing but nonsense fills no table. */
const mostHeld = 50;

/** Raw values are kept where partitions are: for the last days. Older ones become days at once. */
const rawDays = 2;

type Given = {
  providerKey: string;
  observations: Observation[];
  /** Which writing of a file they come from, where there is one. */
  version?: string | undefined;
  runId: bigint;
  now: Date;
};

/** Writes what a visit brought. The same value again changes nothing. */
export async function storeObservations(
  tx: Tx,
  { providerKey, observations, version, runId, now }: Given,
): Promise<Written> {
  if (observations.length === 0) return { stored: 0, quarantined: 0, days: [], dirtyFrom: null };
  const ids = await ensureSeries(tx, providerKey, observations);
  const placed = observations.map((given) => ({ ...given, seriesId: ids.get(seriesKey(given))! }));

  const impossible = placed.flatMap((given): Held[] => {
    const reason = faultIn(given, now);
    return reason === null ? [] : [{ ...given, reason }];
  });
  const possible = oneEach(placed.filter((given) => faultIn(given, now) === null));
  const judged = await siftLeaps(tx, possible, { providerKey, version: version ?? null, now });
  const { believed, held: doubtful, confirmed } = judged;
  const held = [...impossible, ...doubtful];
  await holdBack(tx, held, version ?? null, runId, now);
  if (believed.length === 0) return { stored: 0, quarantined: held.length, days: [], dirtyFrom: null };

  await insertRaw(tx, believed, runId, now);
  await insertDays(tx, believed.filter(isDaily), runId);
  await refreshSeries(tx, providerKey, newestOfEach(believed), now);
  await insertDays(tx, confirmed, runId);
  for (const key of new Set(confirmed.map((row) => row.providerKey)))
    await refreshSeries(tx, key, newestOfEach(confirmed.filter((row) => row.providerKey === key)), now);
  const live = believed.filter((given) => !isDaily(given));
  return {
    stored: believed.length,
    quarantined: held.length,
    days: [...believed.filter(isDaily), ...confirmed].map(({ definition }) => definitions[definition].metric),
    dirtyFrom: live.reduce<Date | null>((oldest, { at }) => (oldest && oldest < at ? oldest : at), null),
  };
}

const seriesKey = ({ subject, definition }: Pick<Observation, "subject" | "definition">) => `${subject} ${definition}`;

async function ensureSeries(tx: Tx, providerKey: string, observations: Observation[]): Promise<Map<string, number>> {
  const wanted = new Map(observations.map((given) => [seriesKey(given), given]));
  const read = async () => {
    const rows = await tx.series.findMany({
      where: { providerKey },
      select: { id: true, subject: true, definitionId: true },
    });
    return new Map(rows.map((row) => [`${row.subject} ${row.definitionId}`, row.id]));
  };
  const known = await read();
  const missing = [...wanted].filter(([key]) => !known.has(key));
  if (missing.length === 0) return known;
  await tx.series.createMany({
    data: missing.map(([, { subject, definition }]) => ({ subject, definitionId: definition, providerKey })),
    skipDuplicates: true,
  });
  return read();
}

/** Notes what was held back, each value of a writing once. */
async function holdBack(tx: Tx, held: Held[], version: string | null, runId: bigint, now: Date) {
  if (held.length === 0) return;
  const waiting = await tx.quarantine.findMany({
    where: {
      seriesId: { in: [...new Set(held.map(({ seriesId }) => seriesId))] },
      releasedAt: null,
      withdrawnAt: null,
      version,
    },
    select: { seriesId: true, at: true, value: true },
  });
  const nameOf = (row: { seriesId: number; at: Date; value: string }) =>
    `${row.seriesId} ${row.at.getTime()} ${row.value}`;
  const known = new Set(version === null ? [] : waiting.map(nameOf));
  const rows = held
    .map(({ seriesId, at, value, reason }) => ({
      seriesId,
      at: isStorable(at) ? at : now,
      value: value.slice(0, 100),
      reason,
      version,
      runId,
      heldAt: now,
    }))
    .filter((row) => !known.has(nameOf(row)));
  if (rows.length > 0) await tx.quarantine.createMany({ data: rows.slice(0, mostHeld) });
}

const isStorable = (at: Date) =>
  !Number.isNaN(at.getTime()) && at.getUTCFullYear() > 1970 && at.getUTCFullYear() < 9999;

async function insertRaw(tx: Tx, given: Placed[], runId: bigint, now: Date) {
  const oldest = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - rawDays);
  const rows = given.filter(({ at }) => at.getTime() >= oldest);
  if (rows.length === 0) return;
  const column = (pick: (row: Placed) => string | number | undefined) =>
    rows.map((row) => pick(row)?.toString() ?? null);
  await tx.$executeRaw`
    insert into "Observation" ("seriesId", "at", "value", "quality", "blockFrom", "blockTo", "blockHash", "sample", "error", "fetchedAt", "runId")
    select series, at, value, quality::"ObservationQuality", first, last, hash, sample, error, ${now}::timestamptz, ${runId}
    from unnest(${rows.map((row) => row.seriesId)}::int[], ${column((row) => row.at.toISOString())}::timestamptz[], ${column((row) => row.value)}::numeric[],
      ${column((row) => row.quality)}::text[], ${column((row) => row.blockFrom)}::bigint[], ${column((row) => row.blockTo)}::bigint[],
      ${column((row) => row.blockHash)}::text[], ${column((row) => row.sample)}::int[], ${column((row) => row.error)}::numeric[])
      as given(series, at, value, quality, first, last, hash, sample, error)
    on conflict ("seriesId", "at") do update set "value" = excluded."value", "quality" = excluded."quality", "blockFrom" = excluded."blockFrom",
      "blockTo" = excluded."blockTo", "blockHash" = excluded."blockHash", "sample" = excluded."sample", "error" = excluded."error",
      "fetchedAt" = excluded."fetchedAt", "runId" = excluded."runId"`;
}

/** A provider's day is a day of ours as it stands. */
async function insertDays(tx: Tx, given: Placed[], runId: bigint) {
  if (given.length === 0) return;
  await tx.$executeRaw`
    insert into "Rollup" ("seriesId", "bucket", "at", "n", "min", "max", "avg", "last", "coverage", "runId")
    select series, 'day', date_trunc('day', at, 'UTC'), 1, value, value, value, value, 1, ${runId}
    from unnest(${given.map((row) => row.seriesId)}::int[], ${given.map((row) => row.at.toISOString())}::timestamptz[], ${given.map((row) => row.value)}::numeric[])
      as given(series, at, value)
    on conflict ("seriesId", "bucket", "at") do update set "min" = excluded."min", "max" = excluded."max", "avg" = excluded."avg", "last" = excluded."last", "runId" = excluded."runId"
    where "Rollup"."last" <> excluded."last"`;
}

function newestOfEach(given: Placed[]): Placed[] {
  const newest = new Map<number, Placed>();
  for (const row of given)
    if (!newest.has(row.seriesId) || newest.get(row.seriesId)!.at <= row.at) newest.set(row.seriesId, row);
  return [...newest.values()];
}

/** Keeps the newest value beside its series, and tells readers of those that changed. */
async function refreshSeries(tx: Tx, providerKey: string, newest: Placed[], now: Date) {
  const changed = await tx.$queryRaw<{ id: number }[]>(Prisma.sql`
    update "Series" set "lastAt" = given.at, "lastValue" = given.value, "lastBlock" = given.block, "isFinal" = given.final
    from unnest(${newest.map((row) => row.seriesId)}::int[], ${newest.map((row) => row.at.toISOString())}::timestamptz[], ${newest.map((row) => row.value)}::numeric[],
      ${newest.map((row) => row.blockTo?.toString() ?? null)}::bigint[], ${newest.map((row) => row.quality === "final")}::bool[]) as given(series, at, value, block, final)
    where "Series"."id" = given.series and ("lastAt" is null or "lastAt" <= given.at)
      and ("lastAt" is distinct from given.at or "lastValue" is distinct from given.value or "lastBlock" is distinct from given.block)
    returning "id"`);
  const ids = new Set(changed.map(({ id }) => id));
  const chains = await readChains(tx);
  for (const row of newest.filter(({ seriesId }) => ids.has(seriesId))) {
    const rules = definitions[row.definition];
    const { metric, unit } = rules;
    const until = spokenUntil(row.at, rules);
    const age = Math.max(0, (now.getTime() - until.getTime()) / 1_000);
    await announce(tx, topicOf(row.subject, metric), "point", {
      chain: row.subject,
      metric,
      definition: row.definition,
      provider: providerKey,
      at: until.toISOString(),
      age,
      state: freshnessOf(age, rules),
      value: row.value,
      unit,
      shown: quantityParts(row.value, shownUnit(row.definition, chains.find(row.subject)?.chain?.gasToken ?? null)),
      ...(row.blockTo !== undefined && { block: row.blockTo }),
    });
  }
}
