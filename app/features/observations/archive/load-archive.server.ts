/** Brings recorded history into the rollups: once for each version of the archive, whoever starts first. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { readChains } from "~/features/chains/chains.server";
import { archiveKey } from "~/features/metrics/metrics";
import { databaseNow, db, inTransaction, startTimeout, type Tx } from "~/platform/db.server";
import { lock } from "~/platform/locks.server";
import { Manifest, readArchiveTable, type Recorded, type Span, spansOf } from "./archive-file";

const Memory = z.object({ version: z.number(), digest: z.string() });

type Files = { manifest: Manifest; digest: string; contents: Buffer[] };

/**
 * Loads the archive of this folder unless the database has this version or a later one. Of several processes that start
 * at once one loads and the others find it done. Answers with how many values were written.
 */
export async function loadArchive(folder: string): Promise<number> {
  const files = readFiles(folder);
  if (await isLoaded(db, files)) return 0;
  const parts = await readTables(files, await databaseNow());
  return inTransaction(
    async (tx) => {
      await lock(tx, "archive");
      return (await isLoaded(tx, files)) ? 0 : replaceArchive(tx, files, parts);
    },
    { timeout: startTimeout },
  );
}

/** The values by origin, read before anything is locked; between two files others have their turn. */
async function readTables({ manifest, contents }: Files, now: Date): Promise<Recorded[][]> {
  const parts: Recorded[][] = [];
  for (const [index, { file }] of manifest.origins.entries()) {
    const values = readArchiveTable(file, gunzipSync(contents[index]!).toString("utf8"));
    parts.push(values.filter((value) => isKept(value, now)));
    await setImmediate();
  }
  const chains = await readChains();
  const stranger = parts.flat().find(({ subject }) => !chains.find(subject)?.chain);
  if (stranger) throw new Error(`The archive names ${stranger.subject}, which is no chain of the registry.`);
  return parts;
}

function readFiles(folder: string): Files {
  const read = (file: string) => readFileSync(resolve(folder, file));
  const text = read("archive.json");
  const manifest = Manifest.parse(JSON.parse(text.toString("utf8")));
  const contents = manifest.origins.map(({ file }) => read(file));
  const hash = createHash("sha256").update(text);
  for (const content of contents) hash.update(content);
  return { manifest, digest: hash.digest("hex"), contents };
}

/** An older release beside a newer one leaves the newer one's values alone. */
async function isLoaded(tx: Tx, { manifest, digest }: Files): Promise<boolean> {
  const row = await tx.providerState.findUnique({ where: { providerKey: archiveKey }, select: { memory: true } });
  const held = Memory.safeParse(row?.memory);
  if (!held.success || held.data.version < manifest.version) return false;
  return held.data.version > manifest.version || held.data.digest === digest;
}

async function replaceArchive(tx: Tx, { manifest, digest }: Files, parts: Recorded[][]): Promise<number> {
  const now = await databaseNow(tx);
  const spans = spansOf(parts);
  // First: a partition can't be made while somebody else writes, and waits for us then.
  await makeHours(tx, parts.flat());
  await placeProvider(tx, now);
  const ids = await placeSeries(tx, spans);
  await tx.$executeRaw`
    delete from "Rollup" using "Series" s where s."id" = "Rollup"."seriesId" and s."providerKey" = ${archiveKey}`;
  await tx.recordedSpan.deleteMany({});
  const values = parts.flat();
  await insertValues(tx, values, ids);
  await tx.recordedSpan.createMany({
    data: spans.map(({ subject, definition, bucket, first, last, values: count, origin }) => {
      const { name, homepage, licence, note } = manifest.origins[origin]!;
      return {
        seriesId: ids.get(`${subject} ${definition}`)!,
        bucket,
        firstAt: new Date(first),
        lastAt: new Date(last),
        values: count,
        name,
        homepage,
        licence,
        note,
      };
    }),
  });
  await refreshNewest(tx);
  await tx.providerState.update({
    where: { providerKey: archiveKey },
    data: { memory: { version: manifest.version, digest }, lastOkAt: now },
  });
  return values.length;
}

async function placeProvider(tx: Tx, now: Date) {
  const facts = { kind: "archive", name: "The archive", adapterVersion: 1 };
  await tx.provider.upsert({ where: { key: archiveKey }, create: { key: archiveKey, ...facts }, update: facts });
  // It is asked by nobody: no provider of that name ticks.
  await tx.providerState.upsert({
    where: { providerKey: archiveKey },
    create: { providerKey: archiveKey, nextAt: now },
    update: {},
  });
}

async function placeSeries(tx: Tx, spans: Span[]): Promise<Map<string, number>> {
  const wanted = new Map(spans.map((span) => [`${span.subject} ${span.definition}`, span]));
  await tx.series.createMany({
    data: [...wanted.values()].map(({ subject, definition }) => ({
      subject,
      definitionId: definition,
      providerKey: archiveKey,
      isFinal: true,
    })),
    skipDuplicates: true,
  });
  const rows = await tx.series.findMany({
    where: { providerKey: archiveKey },
    select: { id: true, subject: true, definitionId: true },
  });
  return new Map(rows.map((row) => [`${row.subject} ${row.definitionId}`, row.id]));
}

/** Days are kept for ever, hours as long as all hours are: the partition of a month goes after 25 months. */
function isKept({ bucket, at }: Recorded, now: Date) {
  const oldest = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 25, now.getUTCDate()));
  return bucket === "day" || `${at.slice(0, 7)}-01` >= oldest.toISOString().slice(0, 10);
}

/** Hours have a partition for each month. */
async function makeHours(tx: Tx, values: Recorded[]) {
  const months = [...new Set(values.filter(({ bucket }) => bucket === "hour").map(({ at }) => `${at.slice(0, 7)}-01`))];
  if (months.length > 0) await tx.$queryRaw`select keep_recorded_hours(${months}::text[])::text`;
}

const atOnce = 10_000;

/** A recorded day is a day of ours as it stands. */
async function insertValues(tx: Tx, values: Recorded[], ids: Map<string, number>) {
  for (let from = 0; from < values.length; from += atOnce) {
    const part = values.slice(from, from + atOnce);
    await tx.$executeRaw`
      insert into "Rollup" ("seriesId", "bucket", "at", "n", "min", "max", "avg", "last", "coverage", "runId")
      select series, bucket::"Bucket", at, n, value, value, value, value, 1, 0
      from unnest(${part.map(({ subject, definition }) => ids.get(`${subject} ${definition}`)!)}::int[], ${part.map(({ bucket }) => bucket)}::text[],
        ${part.map(({ at }) => at)}::timestamptz[], ${part.map(({ n }) => n)}::int[], ${part.map(({ value }) => value)}::numeric[])
        as given(series, bucket, at, n, value)`;
  }
}

/** The newest recorded day beside each series; a series that this archive no longer has says nothing. */
async function refreshNewest(tx: Tx) {
  await tx.$executeRaw`
    update "Series" s set "lastAt" = newest."at", "lastValue" = newest."last"
    from "Series" own left join lateral (
      select r."at", r."last" from "Rollup" r where r."seriesId" = own."id" and r."bucket" = 'day' order by r."at" desc limit 1) newest on true
    where own."providerKey" = ${archiveKey} and s."id" = own."id"`;
}
