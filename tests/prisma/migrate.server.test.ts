import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { beforeAll, expect, inject, test } from "vitest";
import { deployMigrations, migrationsFolder, pendingMigrations, schemaFolder } from "../../prisma/migrate";
import { diffToSchema } from "../../prisma/schema-engine";
import { createTestDatabase } from "../support/database";

async function emptyDatabase(name: string) {
  const url = new URL(inject("templateUrl"));
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

let migrated = "";
beforeAll(async () => {
  migrated = await createTestDatabase();
});

test("a migrated database agrees with the schema", async () => {
  expect(await diffToSchema(migrated, schemaFolder)).toBe("");
});

test("several servers that start at once migrate once", async () => {
  const url = await emptyDatabase("started_at_once");
  const applied = await Promise.all([1, 2, 3, 4].map(() => deployMigrations(url)));
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  expect(await pendingMigrations(url)).toEqual([]);
});

test("a migration that failed half way leaves nothing, says which one it was, and is tried again once mended", async () => {
  const url = await emptyDatabase("failed_half_way");
  const folder = join(mkdtempSync(join(tmpdir(), "migrations-")), "migrations");
  cpSync(migrationsFolder, folder, { recursive: true });
  mkdirSync(join(folder, "29990101000000_broken"));
  const file = join(folder, "29990101000000_broken/migration.sql");
  writeFileSync(file, "create table half_done (id int);\nselect no_such_function();");
  await expect(deployMigrations(url, folder)).rejects.toThrow(/29990101000000_broken/);

  const client = new pg.Client({ connectionString: url });
  await client.connect();
  expect((await client.query("select to_regclass('half_done') as name")).rows[0].name).toBeNull();
  writeFileSync(file, "create table half_done (id int);");
  expect(await deployMigrations(url, folder)).toEqual(["29990101000000_broken"]);
  expect((await client.query("select to_regclass('half_done') as name")).rows[0].name).toBe("half_done");
  await client.end();
});

test("the database itself refuses what the forms refuse", async () => {
  const client = new pg.Client({ connectionString: migrated });
  await client.connect();
  const refused = [
    `insert into "Member" (handle, name, email) values ('Upper', 'x', 'x')`,
    `insert into "Member" (handle, name, email) values ('a', 'x', 'x')`,
    `insert into "Tag" (slug, name, kind) values ('two words', 'x', 'topic')`,
    `update "Tag" set "parentId" = id`,
  ];
  for (const statement of refused) await expect(client.query(statement), statement).rejects.toThrow(/check constraint/);
  const { rows } = await client.query(
    `select table_name, column_name from information_schema.columns where table_schema = 'public' and table_name not like '\\_%' and data_type in ('text', 'character varying') and character_maximum_length is null`,
  );
  expect(rows, "every string column is bounded").toEqual([]);
  await client.end();
});
