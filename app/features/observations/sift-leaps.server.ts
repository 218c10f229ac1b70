/** Which days are believed: those that are plausible, and those that something independent confirms. */
import type { Tx } from "~/platform/db.server";
import { lock } from "~/platform/locks.server";
import {
  canConfirmItself,
  confirms,
  type Days,
  type DefinitionId,
  definitions,
  faultIn,
  isDefinitionId,
  isPlausible,
  usualAround,
} from "~/features/metrics/metrics";
import { beginningOfDay, isDaily } from "./one-a-day";
import type { Held, Placed } from "./placed";

/** So many newest days of a file are tested when nothing is known of its series yet; what is older is history. */
const newestTested = 3;
/** Days for which a value waits to be confirmed. */
const waits = 3;
const day = 86_400_000;

type Given = { providerKey: string; version: string | null; now: Date };

/**
 * Parts a visit's days into those that are believed and those that are held back. A day that is new or revised must be near
 * the usual one; else another provider must say the same of the day, or another writing of the file must say it again. A
 * zero among values that are none is only believed from another provider. `confirmed` are days of other providers that were
 * held until these values came.
 */
export async function siftLeaps(
  tx: Tx,
  placed: Placed[],
  { providerKey, version, now }: Given,
): Promise<{ believed: Placed[]; held: Held[]; confirmed: Confirmed[] }> {
  const tested = placed.filter((given) => isDaily(given) && definitions[given.definition].jump !== null);
  if (tested.length === 0) return { believed: placed, held: [], confirmed: [] };
  // Two providers that are written at the same time would not see each other's values.
  await lock(tx, "judgeDays");
  const heldElsewhere = await listHeldElsewhere(tx, tested, { providerKey, now });
  const { believed, held } = await judge(tx, placed, tested, heldElsewhere, { providerKey, version, now });
  await withdrawOthers(tx, believed.filter(isDaily), now);
  return { believed, held, confirmed: await releaseConfirmed(tx, believed, heldElsewhere, now) };
}

async function judge(
  tx: Tx,
  placed: Placed[],
  tested: Placed[],
  heldElsewhere: HeldElsewhere[],
  { providerKey, version, now }: Given,
): Promise<{ believed: Placed[]; held: Held[] }> {
  const stored = await readStored(tx, tested);
  const doubtful = doubtfulOf(tested, stored);
  if (doubtful.length === 0) return { believed: placed, held: [] };

  const waiting = await listWaiting(tx, doubtful, now);
  const elsewhere = [...(await readElsewhere(tx, doubtful, providerKey)), ...heldElsewhere];
  const released: number[] = [];
  const held = new Map<Placed, string>();
  for (const given of doubtful) {
    const agreeing = waiting.filter((row) => row.seriesId === given.seriesId && confirms(given.value, row.value));
    const bySomebody = elsewhere.some((row) => isSameDay(row, given) && confirms(given.value, row.value));
    const byAnotherWriting =
      canConfirmItself(given.value) &&
      agreeing.some((row) => version !== null && row.version !== null && row.version !== version);
    if (bySomebody || byAnotherWriting) released.push(...agreeing.map(({ id }) => id));
    else held.set(given, reasonFor(given));
  }
  if (released.length > 0)
    await tx.quarantine.updateMany({ where: { id: { in: released } }, data: { releasedAt: now } });
  return {
    believed: placed.filter((given) => !held.has(given)),
    held: [...held].map(([given, reason]) => ({ ...given, reason })),
  };
}

const reasonFor = ({ value, definition }: Placed) =>
  canConfirmItself(value)
    ? `it is more than ${definitions[definition].jump} times away from the usual; waits for another provider or another version of the file to agree`
    : "it is 0 where others are not; waits for another provider to agree";

/** The days that are new or say otherwise than before, and are far from what is usual. */
function doubtfulOf(tested: Placed[], stored: Map<number, Days>): Placed[] {
  const seriesIds = [...new Set(tested.map(({ seriesId }) => seriesId))];
  return seriesIds.flatMap((seriesId) => {
    const rows = tested.filter((row) => row.seriesId === seriesId);
    const known: Days = stored.get(seriesId) ?? new Map();
    const given: Days = new Map(rows.map((row) => [beginningOfDay(row.at), row.value]));
    const newestFirst = rows.toSorted((a, b) => b.at.getTime() - a.at.getTime());
    const changed =
      known.size === 0 ? newestFirst.slice(0, newestTested) : newestFirst.filter((row) => differs(row, known));
    if (changed.length === 0) return [];
    // Accepted values describe the usual range better than the incoming ones do.
    const around: Days = new Map([...given, ...known]);
    return changed.filter((row) => {
      const at = beginningOfDay(row.at);
      const reference = { usual: usualAround(around, at), stored: known.get(at) ?? null };
      return !isPlausible(row.value, reference, definitions[row.definition]);
    });
  });
}

/** Values are kept with eighteen places: what is equal up to there is the same. */
const differs = ({ at, value }: Placed, known: Days) => {
  const before = known.get(beginningOfDay(at));
  return before === undefined || Number(before) !== Number(value);
};

/** The days that are stored of these series, from a month before the first that came. */
async function readStored(tx: Tx, placed: Placed[]): Promise<Map<number, Days>> {
  const ids = [...new Set(placed.map(({ seriesId }) => seriesId))];
  const from = new Date(placed.reduce((first, { at }) => Math.min(first, at.getTime()), Infinity) - 31 * day);
  const rows = await tx.$queryRaw<{ seriesId: number; at: Date; value: string }[]>`
    select "seriesId", "at", trim_scale("last")::text as value from "Rollup"
    where "bucket" = 'day' and "seriesId" = any(${ids}::int[]) and "at" >= ${from}::timestamptz`;
  const stored = new Map<number, Map<number, string>>();
  for (const { seriesId, at, value } of rows) {
    const days = stored.get(seriesId) ?? new Map<number, string>();
    days.set(at.getTime(), value);
    stored.set(seriesId, days);
  }
  return stored;
}

async function listWaiting(tx: Tx, placed: Placed[], now: Date) {
  const rows = await tx.quarantine.findMany({
    where: {
      seriesId: { in: [...new Set(placed.map(({ seriesId }) => seriesId))] },
      releasedAt: null,
      withdrawnAt: null,
      heldAt: { gt: new Date(now.getTime() - waits * day) },
      value: { not: { contains: "e" } },
    },
    select: { id: true, seriesId: true, value: true, version: true },
  });
  return rows.filter(({ value }) => isPlain(value));
}

const isPlain = (value: string) => /^\d+(\.\d+)?$/.test(value);

type Elsewhere = { subject: string; metricId: string; at: Date; value: string };

/** Values of other providers for the same days and metric, by definitions in the same unit. */
async function readElsewhere(tx: Tx, placed: Placed[], providerKey: string): Promise<Elsewhere[]> {
  return tx.$queryRaw<Elsewhere[]>`
    select distinct s."subject", d."metricId", r."at", trim_scale(r."last")::text as value
    from unnest(${placed.map(({ subject }) => subject)}::text[], ${placed.map(({ definition }) => definition)}::text[], ${placed.map(({ at }) => new Date(beginningOfDay(at)).toISOString())}::timestamptz[])
      as given(subject, definition, at)
    join "MetricDefinition" own on own."id" = given.definition
    join "MetricDefinition" d on d."metricId" = own."metricId" and d."unit" = own."unit"
    join "Series" s on s."definitionId" = d."id" and s."subject" = given.subject and s."providerKey" <> ${providerKey}
    join "Rollup" r on r."seriesId" = s."id" and r."bucket" = 'day' and r."at" = given.at`;
}

/** A value of another provider that is held. */
type HeldElsewhere = Elsewhere & { id: number; seriesId: number; providerKey: string; definition: DefinitionId };
/** A day that was held and is believed now, with the provider that said it. */
type Confirmed = Placed & { providerKey: string };

/** Values of other providers for the same days, metric and unit that are still held back: the newest of each first. */
async function listHeldElsewhere(
  tx: Tx,
  placed: Placed[],
  { providerKey, now }: Pick<Given, "providerKey" | "now">,
): Promise<HeldElsewhere[]> {
  const rows = await tx.quarantine.findMany({
    where: {
      releasedAt: null,
      withdrawnAt: null,
      series: {
        providerKey: { not: providerKey },
        subject: { in: [...new Set(placed.map(({ subject }) => subject))] },
      },
    },
    orderBy: { id: "desc" },
    select: {
      id: true,
      at: true,
      value: true,
      seriesId: true,
      series: { select: { subject: true, definitionId: true, providerKey: true } },
    },
  });
  const held = rows.flatMap(({ series, ...row }): HeldElsewhere[] => {
    const definition = series.definitionId;
    if (!isDefinitionId(definition) || !isDaily({ definition }) || !isPlain(row.value)) return [];
    const { metric } = definitions[definition];
    const given = { ...row, ...series, definition, metricId: metric, at: new Date(beginningOfDay(row.at)) };
    return faultIn({ ...given, quality: "final" }, now) === null ? [given] : [];
  });
  return held.filter((row) =>
    placed.some(
      (given) => isSameDay(row, given) && definitions[row.definition].unit === definitions[given.definition].unit,
    ),
  );
}

/** Days of other providers that wait no longer, because what is believed now says the same. */
async function releaseConfirmed(
  tx: Tx,
  believed: Placed[],
  heldElsewhere: HeldElsewhere[],
  now: Date,
): Promise<Confirmed[]> {
  const agreeing = heldElsewhere.filter((row) =>
    believed.some((given) => isDaily(given) && isSameDay(row, given) && confirms(given.value, row.value)),
  );
  if (agreeing.length === 0) return [];
  await tx.quarantine.updateMany({
    where: { id: { in: agreeing.map(({ id }) => id) } },
    data: { releasedAt: now },
  });
  const newest = new Map<string, HeldElsewhere>();
  for (const row of agreeing) {
    const place = `${row.seriesId} ${row.at.getTime()}`;
    if (!newest.has(place)) newest.set(place, row);
  }
  return [...newest.values()].map((row) => ({ ...row, quality: "final" }));
}

/** Withdraws values that a provider said of a day before it said one that is believed. */
async function withdrawOthers(tx: Tx, believed: Placed[], now: Date) {
  if (believed.length === 0) return;
  const waiting = await tx.quarantine.findMany({
    where: {
      seriesId: { in: [...new Set(believed.map(({ seriesId }) => seriesId))] },
      releasedAt: null,
      withdrawnAt: null,
    },
    select: { id: true, seriesId: true, at: true },
  });
  const ids = waiting.flatMap(({ id, seriesId, at }) =>
    believed.some((row) => row.seriesId === seriesId && row.at.getTime() === beginningOfDay(at)) ? [id] : [],
  );
  if (ids.length > 0) await tx.quarantine.updateMany({ where: { id: { in: ids } }, data: { withdrawnAt: now } });
}

const isSameDay = (row: Pick<Elsewhere, "subject" | "metricId" | "at">, { subject, definition, at }: Placed) =>
  row.subject === subject && row.metricId === definitions[definition].metric && row.at.getTime() === beginningOfDay(at);
