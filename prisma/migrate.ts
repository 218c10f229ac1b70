/**
 * Migrations by hand. A start applies what is pending by itself (prisma/apply-migrations.ts).
 *
 *   npm run migrate -- deploy        apply what is pending
 *   npm run migrate -- status        list pending migrations, and applied ones whose file was changed since
 *   npm run migrate -- new NAME      write a migration from the difference between database and schema
 *
 * A migration whose first line is `-- outside a transaction` runs statement by statement, for what PostgreSQL refuses in
 * a transaction (`create index concurrently`); each of its statements must be safe to run twice.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPrimary } from "../app/platform/database-hosts.server";
import { deployMigrations, migrationsFolder, pendingMigrations } from "./apply-migrations";
import { diffToSchema, editedMigrations, schemaFolder } from "./schema-engine";

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

async function tellStatus(databaseUrl: string) {
  console.log((await pendingMigrations(databaseUrl)).join("\n") || "Nothing is pending.");
  const edited = await editedMigrations(databaseUrl, migrationsFolder);
  if (edited.length > 0) console.log(`Changed since they were applied: ${edited.join(", ")}.`);
}

async function main([command, name]: string[]) {
  const given = process.env.DATABASE_URL;
  if (!given) throw new Error("Set DATABASE_URL to the database that is to be migrated.");
  const databaseUrl = await findPrimary(given);
  if (command === "deploy") return console.log((await deployMigrations(databaseUrl)).join("\n") || "Nothing to apply.");
  if (command === "status") return tellStatus(databaseUrl);
  if (command === "new" && name) return writeMigration(databaseUrl, name);
  throw new Error("Usage: npm run migrate -- deploy | status | new NAME");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
