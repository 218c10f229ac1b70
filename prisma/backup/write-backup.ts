/** Writes a database into one file: one snapshot of every table, with counts and hashes of what is in it. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { sameText } from "../../app/platform/same-text";
import { withClient } from "../../app/platform/with-client.server";
import { emptyFrame, formatVersion, frame, frameOf, type Job, type Table } from "./backup-file";
import { appliedMigrations, copyOut, listPartitions, listTables, readSequences } from "./database-shape";

export type Written = { tables: number; rows: number; bytes: number };

/** Writes the backup beside `file` and gives it its name when it is whole. Answers with what is in it. */
export async function writeBackup(databaseUrl: string, file: string, release: string): Promise<Written> {
  return withClient(databaseUrl, async (client) => {
    const partial = `${file}.partial`;
    const zip = createGzip({ level: 6 });
    const disk = createWriteStream(partial, { mode: 0o600 });
    zip.pipe(disk);
    disk.on("error", (error) => zip.destroy(error));
    const write = async (bytes: Buffer) => {
      if (!zip.write(bytes)) await once(zip, "drain");
    };
    try {
      await client.query(sameText);
      await client.query("begin isolation level repeatable read read only");
      const tables = await listTables(client);
      const { rows: version } = await client.query<{ server_version: string }>("show server_version");
      await write(
        frameOf({
          section: "head",
          counterproof: formatVersion,
          at: new Date().toISOString(),
          release,
          postgres: version[0]!.server_version,
          migrations: await appliedMigrations(client),
          partitions: await listPartitions(client),
          sequences: await readSequences(client),
        }),
      );
      let rows = 0;
      for (const table of tables) {
        await write(frameOf({ section: "table", ...table }));
        const written = await copyRows(client, table, (chunk) => write(frame(chunk)));
        await write(emptyFrame);
        await write(frameOf({ section: "rows", ...written }));
        rows += written.count;
      }
      await write(frameOf({ section: "jobs", jobs: await waitingJobs(client) }));
      await write(frameOf({ section: "end", tables: tables.length }));
      await client.query("commit");
      zip.end();
      await finished(disk);
      await rename(partial, file);
      return { tables: tables.length, rows, bytes: disk.bytesWritten };
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    } finally {
      zip.destroy();
    }
  });
}

/** Sends a table's rows to `take`, and answers with their number and the hash of their text. */
export async function copyRows(client: pg.Client, table: Table, take: (chunk: Buffer) => Promise<void> | void) {
  const hash = createHash("sha256");
  const stream = client.query(copyTo(copyOut(client, table)));
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await take(chunk);
  }
  return { count: stream.rowCount, sha256: hash.digest("hex") };
}

/** Jobs that have not run yet; one that is running now is among them. */
async function waitingJobs(client: pg.Client): Promise<Job[]> {
  const { rows: found } = await client.query(
    "select to_regclass('graphile_worker._private_jobs') is not null as there",
  );
  if (!found[0].there) return [];
  const { rows } = await client.query<Job>(
    `select t.identifier, j.payload, j.run_at::text, j.key as job_key, j.priority::int, j.max_attempts::int, q.queue_name
     from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     where j.attempts < j.max_attempts order by j.id`,
  );
  return rows;
}
