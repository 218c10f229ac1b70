/** Brings a backup into an empty database, and proves that what is there then is what was in the file. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { finished } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { runMigrations } from "graphile-worker";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { withClient } from "../../app/platform/with-client.server";
import { deployMigrations, migrationNames } from "../apply-migrations";
import { formatVersion, type Job, NotABackup, readFrames, type Section } from "./backup-file";
import { copyIn, listForeignKeys, listTables, type Partition, sameText, type Table } from "./database-shape";
import { copyRows } from "./write-backup";

export type Restored = { tables: number; rows: number; from: string; at: string };

type Expected = { table: Table; count: number; sha256: string };

/** Throws a sentence when the database isn't empty, the file isn't whole, or anything differs from what was backed up. */
export async function readBackup(databaseUrl: string, file: string): Promise<Restored> {
  return withClient(databaseUrl, async (client) => {
    await refuseUnlessEmpty(client);
    const sections = new Sections(createReadStream(file).pipe(createGunzip()));
    const head = await sections.next("head");
    if (head.counterproof !== formatVersion)
      throw new NotABackup(
        `This backup has the form ${head.counterproof}, and this release reads form ${formatVersion}.`,
      );
    const known = migrationNames();
    const unknown = head.migrations.filter((name) => !known.includes(name));
    if (unknown.length > 0)
      throw new NotABackup(
        `This backup was made by a newer release: it has the migration ${unknown[0]}, which this one lacks. Restore it with that release.`,
      );
    await deployMigrations(databaseUrl, { only: head.migrations });
    await client.query(sameText);
    await client.query("begin");
    const expected = await load(client, sections, head.partitions, head.sequences);
    const jobs = (await sections.next("jobs")).jobs;
    const end = await sections.next("end");
    if (end.tables !== expected.length) throw new NotABackup("The backup names another number of tables than it has.");
    await client.query("commit");

    await compare(client, expected);
    // What later releases added to the schema comes after the rows, as at any upgrade.
    await deployMigrations(databaseUrl);
    await addJobs(client, databaseUrl, jobs);
    const rows = expected.reduce((sum, { count }) => sum + count, 0);
    return { tables: expected.length, rows, from: head.release, at: head.at };
  });
}

async function refuseUnlessEmpty(client: pg.Client) {
  const { rows } = await client.query<{ tables: string }>(
    "select count(*)::text as tables from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
  );
  if (rows[0]!.tables !== "0")
    throw new Error(
      `The database has ${rows[0]!.tables} tables already. A backup is restored into an empty database only.`,
    );
}

class Sections {
  readonly #frames: AsyncGenerator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.#frames = readFrames(source);
  }

  async frame(): Promise<Buffer> {
    const { value, done } = await this.#frames.next();
    if (done) throw new NotABackup("The backup ends too early: it was not written whole.");
    return value;
  }

  async any(): Promise<Section> {
    const bytes = await this.frame();
    try {
      return JSON.parse(bytes.toString()) as Section;
    } catch {
      throw new NotABackup("This file is no backup of Counterproof, or it is damaged.");
    }
  }

  async next<Name extends Section["section"]>(name: Name) {
    const section = await this.any();
    if (section.section !== name) throw new NotABackup(`The backup has "${section.section}" where "${name}" belongs.`);
    return section as Extract<Section, { section: Name }>;
  }
}

/** Fills the tables in one transaction: foreign keys go first and come back after the rows, and are checked then. */
async function load(client: pg.Client, sections: Sections, partitions: Partition[], sequences: Record<string, string>) {
  const name = (text: string) => client.escapeIdentifier(text);
  for (const { name: part, parent, bound, key } of partitions)
    await client.query(
      `create table if not exists ${name(part)} partition of ${name(parent)} ${bound}${key ? ` partition by ${key}` : ""}`,
    );
  const tables = await listTables(client);
  const keys = await listForeignKeys(client);
  for (const { name: key, table } of keys)
    await client.query(`alter table ${name(table)} drop constraint ${name(key)}`);
  for (const table of tables) await client.query(`alter table ${name(table.name)} disable trigger user`);
  // A migration may have brought rows of its own.
  for (const table of tables) await client.query(`truncate ${name(table.name)}`);

  const expected: Expected[] = [];
  for (let left = tables.length; left > 0; left--) {
    const { section: _, ...table } = await sections.next("table");
    const here = tables.find((known) => known.name === table.name);
    if (!here) throw new NotABackup(`The backup has a table "${table.name}" that this schema lacks.`);
    const hash = await fill(client, sections, table);
    const rows = await sections.next("rows");
    if (hash !== rows.sha256) throw new NotABackup(`The rows of "${table.name}" are damaged: their hash differs.`);
    expected.push({ table, count: rows.count, sha256: rows.sha256 });
  }
  for (const [sequence, value] of Object.entries(sequences))
    await client.query("select setval(to_regclass($1), $2)", [`public.${name(sequence)}`, value]);
  for (const { name: key, table, definition } of keys)
    await client.query(`alter table ${name(table)} add constraint ${name(key)} ${definition}`);
  for (const table of tables) await client.query(`alter table ${name(table.name)} enable trigger user`);
  return expected;
}

async function fill(client: pg.Client, sections: Sections, table: Table) {
  const hash = createHash("sha256");
  const into = client.query(copyFrom(copyIn(client, table)));
  const failed = once(into, "error").then(([error]) => Promise.reject(error as Error));
  failed.catch(() => {});
  for (let chunk = await sections.frame(); chunk.length > 0; chunk = await sections.frame()) {
    hash.update(chunk);
    if (!into.write(chunk)) await Promise.race([once(into, "drain"), failed]);
  }
  into.end();
  await finished(into);
  return hash.digest("hex");
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
  await runMigrations({ connectionString: databaseUrl });
  for (const { identifier, payload, run_at, job_key, priority, max_attempts, queue_name } of jobs)
    await client.query(
      `select graphile_worker.add_job($1, payload := $2::json, run_at := $3::timestamptz, job_key := $4, priority := $5, max_attempts := $6, queue_name := $7)`,
      [identifier, JSON.stringify(payload), run_at, job_key, priority, max_attempts, queue_name],
    );
}
