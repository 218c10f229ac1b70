/**
 * Migrations: SQL files in prisma/migrations, applied in order, once, under a lock.
 *
 *   npm run migrate -- deploy        apply what is pending
 *   npm run migrate -- status        list applied and pending migrations
 *   npm run migrate -- new NAME      write a migration from the difference between database and schema
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { applyMigrations, diffToSchema } from "./schema-engine";

/** Any number that nothing else locks: "several servers may start at once, one migrates". */
const migrationLock = 7_310_025;

export const migrationsFolder = resolve("prisma/migrations");
export const schemaFolder = resolve("prisma/schema");

function migrationNames(folder: string) {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "migration.sql")))
    .toSorted();
}

async function withClient<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
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

/** Forgets attempts that failed half way: each migration is one transaction, so nothing of them is left. */
async function forgetFailedAttempts(client: pg.Client) {
  const table = await client.query("select to_regclass('_prisma_migrations') as name");
  if (table.rows[0].name === null) return;
  await client.query(
    "update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null",
  );
}

/** Applies pending migrations under an advisory lock; answers with the names applied by this call. */
export async function deployMigrations(databaseUrl: string, folder = migrationsFolder): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    // The engine takes hundreds of milliseconds to load: it is not asked when there is nothing to do.
    const finished = await finishedMigrations(client);
    if (migrationNames(folder).every((name) => finished.has(name))) return [];

    await forgetFailedAttempts(client);
    return applyMigrations(databaseUrl, folder);
  });
}

async function writeMigration(databaseUrl: string, name: string) {
  await deployMigrations(databaseUrl);
  const sql = await diffToSchema(databaseUrl, schemaFolder);
  if (sql === "") return console.log("The database already agrees with the schema.");

  const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "migration.sql"), `${sql}\n`);
  console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`);
}

async function main([command, name]: string[]) {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Error("Set DATABASE_URL to the database that is to be migrated.");
  if (command === "deploy") return console.log((await deployMigrations(databaseUrl)).join("\n") || "Nothing to apply.");
  if (command === "status")
    return console.log((await pendingMigrations(databaseUrl)).join("\n") || "Nothing is pending.");
  if (command === "new" && name) return writeMigration(databaseUrl, name);
  throw new Error("Usage: npm run migrate -- deploy | status | new NAME");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
