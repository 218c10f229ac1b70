/** Brings a backup into an empty database, and proves that what is there then is what was in the file. */
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { runMigrations } from "graphile-worker";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { findPrimary } from "../../app/platform/database-hosts.server";
import { sameText } from "../../app/platform/same-text";
import { withClient } from "../../app/platform/with-client.server";
import { deployMigrations } from "../apply-migrations";
import { type Head, type Job, NotABackup, type Rows, Sections, type Table } from "./backup-file";
import type { CheckedBackup } from "./check-backup";
import { copyIn } from "./database-shape";
import { emptyAgain, fillTables, refuseUnlessEmpty } from "./empty-database";
import { copyRows } from "./write-backup";

export type Restored = { tables: number; rows: number; from: string; at: string };

type Expected = Rows & { table: Table };

/**
 * Throws a sentence when the database isn't empty, or when what is in it differs from what was backed up. Whatever fails,
 * the database is as empty afterwards as it was.
 */
export async function readBackup(databaseUrl: string, { file, head }: CheckedBackup): Promise<Restored> {
  return withClient(databaseUrl, async (client) => {
    await refuseUnlessEmpty(client, "A backup is restored");
    const sections = new Sections(file);
    try {
      await deployMigrations(databaseUrl, { only: head.migrations });
      await client.query(sameText);
      await client.query("begin");
      await sections.next("head");
      const expected = await load(client, sections, head);
      const { jobs } = await sections.next("jobs");
      await client.query("commit");

      await compare(client, expected);
      // What later releases added to the schema comes after the rows, as at any upgrade.
      await deployMigrations(databaseUrl);
      await addJobs(client, databaseUrl, jobs);
      const rows = expected.reduce((sum, { count }) => sum + count, 0);
      return { tables: expected.length, rows, from: head.release, at: head.at };
    } catch (error) {
      throw await emptyAgain(client, error, { done: "restored", part: "the backup" });
    } finally {
      await sections.close();
    }
  });
}

/** Fills the tables. Answers with what the backup says of each. */
async function load(client: pg.Client, sections: Sections, { partitions, sequences }: Head) {
  const name = (text: string) => client.escapeIdentifier(text);
  for (const { name: part, parent, bound, key } of partitions)
    await client.query(
      `create table if not exists ${name(part)} partition of ${name(parent)} ${bound}${key ? ` partition by ${key}` : ""}`,
    );
  return fillTables(client, async (tables) => {
    const expected: Expected[] = [];
    for (let left = tables.length; left > 0; left--) {
      const table = await sections.next("table");
      const here = tables.find((known) => known.name === table.name);
      if (!here) throw new NotABackup(`The backup has a table "${table.name}" that this schema lacks.`);
      await fill(client, sections, table);
      const { count, sha256 } = await sections.next("rows");
      expected.push({ table, count, sha256 });
    }
    for (const [sequence, value] of Object.entries(sequences))
      await client.query("select setval(to_regclass($1), $2)", [`public.${name(sequence)}`, value]);
    return expected;
  });
}

async function fill(client: pg.Client, sections: Sections, table: Table) {
  const into = client.query(copyFrom(copyIn(client, table)));
  const failed = once(into, "error").then(([error]) => Promise.reject(error as Error));
  failed.catch(() => {});
  for await (const chunk of sections.data()) if (!into.write(chunk)) await Promise.race([once(into, "drain"), failed]);
  into.end();
  await finished(into);
}

/** Reads every table again: its rows are the same, in number and to the letter. */
async function compare(client: pg.Client, expected: Expected[]) {
  for (const { table, count, sha256 } of expected) {
    const found = await copyRows(client, table, () => {});
    if (found.count !== count || found.sha256 !== sha256)
      throw new Error(
        `"${table.name}" differs after restoring: ${found.count} rows beside ${count} in the backup, hash ${found.sha256.slice(0, 12)} beside ${sha256.slice(0, 12)}.`,
      );
  }
}

async function addJobs(client: pg.Client, databaseUrl: string, jobs: Job[]) {
  await runMigrations({ connectionString: await findPrimary(databaseUrl) });
  for (const { identifier, payload, run_at, job_key, priority, max_attempts, queue_name } of jobs)
    await client.query(
      `select graphile_worker.add_job($1, payload := $2::json, run_at := $3::timestamptz, job_key := $4, priority := $5, max_attempts := $6, queue_name := $7)`,
      [identifier, JSON.stringify(payload), run_at, job_key, priority, max_attempts, queue_name],
    );
}
