/**
 * Applies migrations: the SQL files of prisma/migrations, in order, once each, by plain SQL. What was applied is kept in
 * `_prisma_migrations`, as Prisma keeps it, so that its engine agrees where it is used (prisma/migrate.ts, the tests).
 */
import { createHash, randomInt, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { databaseFault } from "../app/platform/database-faults";
import { takeSessionLock } from "../app/platform/locks.server";
import { projectRoot } from "../app/platform/project-root.server";
import { StartError } from "../app/platform/start-error";
import { withClient } from "../app/platform/with-client.server";
import { splitStatements, type Statement } from "./sql-statements";

export const migrationsFolder = join(projectRoot, "prisma/migrations");

type Migration = { name: string; checksum: string; statements: Statement[]; isInTransaction: boolean };

/** The first line of a migration that PostgreSQL allows in no transaction. */
const outsideMark = /^-- outside a transaction\s*$/;

/** How long a statement may wait for a lock: for as long, everybody who comes later waits behind it. */
const lockTimeout = "2s";

/** The names of this release's migrations, oldest first. */
export function migrationNames(folder = migrationsFolder): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "migration.sql")))
    .toSorted();
}

function readMigration(folder: string, name: string): Migration {
  const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
  return {
    name,
    checksum: createHash("sha256").update(sql).digest("hex"),
    statements: splitStatements(sql),
    isInTransaction: !outsideMark.test(sql.split("\n", 1)[0]!),
  };
}

async function finishedMigrations(client: pg.Client): Promise<Set<string>> {
  const table = await client.query("select to_regclass('_prisma_migrations') as name");
  if (table.rows[0].name === null) return new Set();
  const rows = await client.query(
    "select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
  );
  return new Set(rows.rows.map((row) => String(row.migration_name)));
}

/** Names of migrations in the folder that the database has not applied, oldest first. */
export async function pendingMigrations(databaseUrl: string, folder = migrationsFolder): Promise<string[]> {
  const finished = await withClient(databaseUrl, finishedMigrations);
  return migrationNames(folder).filter((name) => !finished.has(name));
}

type Deployment = {
  folder?: string;
  /** Only these are applied, when they are pending: a backup is restored into the schema that it was made with. */
  only?: string[];
  /** Whether this release may run on a database that a newer one has migrated. */
  allowNewer?: boolean;
  /** Told when a migration waits for a lock that somebody holds. */
  tell?: (words: string) => void;
};

/**
 * Applies pending migrations, one process at a time; answers with the names applied by this call. Throws a `StartError`
 * that says what failed and what was kept, or that the database is newer than this release.
 */
export async function deployMigrations(
  databaseUrl: string,
  { folder = migrationsFolder, only, allowNewer = false, tell = console.log }: Deployment = {},
): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    // A migration takes as long as it takes, whatever is usual in this database.
    await client.query("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0");
    await takeSessionLock(client, "migrate", { wait: true });
    const finished = await finishedMigrations(client);
    const names = migrationNames(folder);
    if (!allowNewer) refuseNewer(names, finished);

    const pending = names.filter((name) => !finished.has(name) && (!only || only.includes(name)));
    if (pending.length === 0) return [];
    await prepareTable(client);
    for (const name of pending) await apply(client, readMigration(folder, name), tell);
    return pending;
  });
}

function refuseNewer(names: string[], finished: Set<string>) {
  const unknown = [...finished].filter((name) => !names.includes(name)).toSorted();
  if (unknown.length === 0) return;
  throw new StartError(
    `The database was migrated by a newer release of Counterproof (this one does not know ${unknown.at(-1)}): start that release, or set ALLOW_NEWER_DATABASE=1 to run this one all the same.`,
  );
}

/** Prisma's own table. Attempts that its engine left half done are closed: each was one transaction, nothing of them is left. */
async function prepareTable(client: pg.Client) {
  await client.query(`
    create table if not exists _prisma_migrations (
      id varchar(36) primary key not null,
      checksum varchar(64) not null,
      finished_at timestamptz,
      migration_name varchar(255) not null,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz not null default now(),
      applied_steps_count integer not null default 0
    );
    update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null`);
}

async function apply(client: pg.Client, migration: Migration, tell: (words: string) => void) {
  if (!migration.isInTransaction) return applyOutside(client, migration);
  for (let attempt = 1; ; attempt++) {
    try {
      return await applyInside(client, migration);
    } catch (error) {
      await client.query("rollback").catch(() => {});
      if (!(error instanceof StatementFailed) || !isInTheWay(error.cause)) throw asStartError(error, migration);
      if (attempt % 10 === 1)
        tell(`The migration ${migration.name} waits for others who read or write what it changes; it is tried again.`);
      // Between two attempts everybody else goes on.
      await setTimeout(randomInt(500, 1_000) * Math.min(attempt, 5));
    }
  }
}

/** Somebody held a lock for longer than we wait, or waited for one of ours. */
function isInTheWay(error: unknown) {
  return databaseFault(error) === "conflict" || (error instanceof pg.DatabaseError && error.code === "55P03");
}

async function applyInside(client: pg.Client, migration: Migration) {
  await client.query(`begin; set local lock_timeout = '${lockTimeout}'`);
  for (const statement of migration.statements) await run(client, statement);
  await noteFinished(client, migration);
  await client.query("commit");
}

/**
 * Each statement by itself, for `create index concurrently` and its like, which hold up nobody and wait for transactions
 * that began earlier. What was done stays when a later statement fails, so each must be safe to run twice.
 */
async function applyOutside(client: pg.Client, migration: Migration) {
  try {
    for (const statement of migration.statements) await run(client, statement);
    await noteFinished(client, migration);
  } catch (error) {
    throw asStartError(error, migration);
  }
}

async function noteFinished(client: pg.Client, { name, checksum }: Migration) {
  await client.query(
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     values ($1, $2, $3, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}

class StatementFailed extends Error {
  constructor(
    readonly statement: Statement,
    override readonly cause: unknown,
  ) {
    super("A statement failed");
  }
}

async function run(client: pg.Client, statement: Statement) {
  try {
    await client.query(statement.text);
  } catch (error) {
    throw new StatementFailed(statement, error);
  }
}

/** What the operator reads: migration, statement, line, PostgreSQL's own words, and what was kept. */
function asStartError(error: unknown, { name, statements, isInTransaction }: Migration): unknown {
  if (!(error instanceof StatementFailed)) return error;
  const { statement, cause } = error;
  const said = cause instanceof Error ? cause.message : String(cause);
  const detail = cause instanceof pg.DatabaseError && cause.detail ? ` (${cause.detail})` : "";
  const position = cause instanceof pg.DatabaseError ? Number(cause.position ?? 1) : 1;
  const line = statement.line + statement.text.slice(0, position - 1).split("\n").length - 1;
  const number = statements.indexOf(statement) + 1;
  const kept = isInTransaction
    ? "Nothing of it was kept; mend it and start again."
    : "What stands before this statement was kept, each statement is run again; mend it and start again.";
  const words = statement.text.replaceAll(/\s+/g, " ");
  const shown = words.length > 200 ? `${words.slice(0, 199)}…` : words;
  return new StartError(
    `The migration ${name} failed at line ${line}, in statement ${number} of ${statements.length} (${shown}): ${said}${detail}. ${kept}`,
  );
}
