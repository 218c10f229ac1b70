import { databaseNow, db } from "~/platform/db.server";
import { archiveKey, recordedAs } from "~/features/metrics/metrics";
import type { DrawnSeries, RecordedSpan } from "./series-view";

export type Provenance = {
  at: string;
  fetchedAt: string;
  quality: string;
  blockFrom: string | null;
  blockTo: string | null;
  blockHash: string | null;
  sample: number | null;
  error: string | null;
  run: string;
  host: string | null;
  ms: number | null;
};
export type CorrectionSeen = { at: string; fromBlock: string; toBlock: string; withdrawn: number };

/** Where the newest raw value came from; null for series that have none of these days. */
export async function findProvenance({ subject, definition, provider }: DrawnSeries): Promise<Provenance | null> {
  const rows = await db.$queryRaw<(Omit<Provenance, "at" | "fetchedAt"> & { at: Date; fetchedAt: Date })[]>`
    select o."at", o."fetchedAt", o."quality"::text, o."blockFrom"::text, o."blockTo"::text, o."blockHash", o."sample",
      trim_scale(o."error")::text as error, o."runId"::text as run, r."host", r."ms"
    from "Series" s
    join lateral (select * from "Observation" where "seriesId" = s."id" order by "at" desc limit 1) o on true
    left join "FetchRun" r on r."id" = o."runId" and r."startedAt" between o."fetchedAt" - interval '2 minutes' and o."fetchedAt" + interval '1 minute'
    where s."subject" = ${subject} and s."definitionId" = ${definition} and s."providerKey" = ${provider?.key ?? ""}`;
  const [row] = rows;
  return row ? { ...row, at: row.at.toISOString(), fetchedAt: row.fetchedAt.toISOString() } : null;
}

/** How many reorganisations are told of. */
const mostCorrections = 5;

/** The last reorganisations that withdrew values of this provider, newest first; none without one. */
export async function listCorrections(provider: { key: string } | null): Promise<CorrectionSeen[]> {
  if (!provider) return [];
  const rows = await db.correction.findMany({
    where: { providerKey: provider.key, at: { gt: new Date((await databaseNow()).getTime() - 14 * 86_400_000) } },
    orderBy: { at: "desc" },
    take: mostCorrections,
  });
  return rows.map(({ at, fromBlock, toBlock, withdrawn }) => ({
    at: at.toISOString(),
    fromBlock: fromBlock.toString(),
    toBlock: toBlock.toString(),
    withdrawn,
  }));
}

/** Whose recorded days a series has from when to when, the newest first; where one origin follows another is the seam. Empty where nothing is recorded. */
export async function listRecordedSpans({
  subject,
  definition,
}: Pick<DrawnSeries, "subject" | "definition">): Promise<RecordedSpan[]> {
  const definitionId = recordedAs(definition);
  if (!definitionId) return [];
  const rows = await db.recordedSpan.findMany({
    where: { bucket: "day", series: { subject, definitionId, providerKey: archiveKey } },
    orderBy: { firstAt: "desc" },
    select: { firstAt: true, lastAt: true, values: true, name: true, homepage: true, licence: true, note: true },
  });
  return rows.map(({ firstAt, lastAt, ...span }) => ({
    ...span,
    from: firstAt.toISOString().slice(0, 10),
    to: lastAt.toISOString().slice(0, 10),
  }));
}
