import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { deployMigrations, migrationsFolder, pendingMigrations } from "../../prisma/apply-migrations";
import { diffToSchema, editedMigrations, schemaFolder } from "../../prisma/schema-engine";
import { createEmptyDatabase, createTestDatabase } from "../support/database";

let migrated = "";
beforeAll(async () => {
  migrated = await createTestDatabase();
});

test("a migrated database agrees with the schema", async () => {
  expect(await diffToSchema(migrated, schemaFolder)).toBe("");
});

test("several servers that start at once migrate once", async () => {
  const url = await createEmptyDatabase();
  const applied = await Promise.all([1, 2, 3, 4].map(() => deployMigrations(url)));
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  expect(await pendingMigrations(url)).toEqual([]);
});

test("Prisma's engine agrees with the applied migrations, and sees a file that was changed since", async () => {
  const folder = ownFolder();
  expect(await editedMigrations(migrated, folder)).toEqual([]);
  writeFileSync(join(folder, "20261122010000_votes/migration.sql"), "-- changed");
  expect(await editedMigrations(migrated, folder)).toEqual(["20261122010000_votes"]);
});

/** A copy of the migrations, with these added. */
function ownFolder(added: Record<string, string> = {}) {
  const folder = join(mkdtempSync(join(tmpdir(), "migrations-")), "migrations");
  cpSync(migrationsFolder, folder, { recursive: true });
  for (const [name, sql] of Object.entries(added)) writeMigration(folder, name, sql);
  return folder;
}

function writeMigration(folder: string, name: string, sql: string) {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

async function connect(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

const later = "29990101000000_later";

test.each([
  ["that is not there", "select no_such_function();", /function no_such_function\(\) does not exist/, 3],
  ["that fails while it runs", "select\n  1 / 0;", /division by zero/, 3],
  ["with a slip in its third line", "select 1\n  + 2\n  frum nowhere;", /syntax error at or near "nowhere"/, 5],
])(
  "a statement %s: the message names it, nothing is kept, and once mended it is applied",
  async (_, sql, said, line) => {
    const url = await createTestDatabase();
    const folder = ownFolder({ [later]: `-- What it is for.\ncreate table half_done (id int);\n${sql}\n` });
    const failure: unknown = await deployMigrations(url, { folder }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "StartError", message: expect.stringMatching(said) });
    expect((failure as Error).message).toMatch(
      new RegExp(`^The migration ${later} failed at line ${line}, in statement 2 of 2 \\(select`),
    );
    expect((failure as Error).message).toMatch(/Nothing of it was kept; mend it and start again\.$/);
    expect(await pendingMigrations(url, folder)).toEqual([later]);

    const client = await connect(url);
    expect((await client.query("select to_regclass('half_done') as name")).rows[0].name).toBeNull();
    writeMigration(folder, later, "create table half_done (id int);");
    expect(await deployMigrations(url, { folder })).toEqual([later]);
    expect((await client.query("select to_regclass('half_done') as name")).rows[0].name).toBe("half_done");
    await client.end();
  },
);

test("fault 13: migrations before a failing one are kept, and the next start goes on behind them", async () => {
  const url = await createTestDatabase();
  const folder = ownFolder({ "29990101000000_a": "create table a (id int)", "29990101000001_b": "select nothing" });
  await expect(deployMigrations(url, { folder })).rejects.toThrow(/29990101000001_b/);
  expect(await pendingMigrations(url, folder)).toEqual(["29990101000001_b"]);
  writeMigration(folder, "29990101000001_b", "insert into a values (1)");
  expect(await deployMigrations(url, { folder })).toEqual(["29990101000001_b"]);
});

test("fault 2b: a migration behind a long reader waits without holding anybody up", async () => {
  const url = await createTestDatabase();
  const folder = ownFolder({ [later]: 'alter table "Tag" add column "note" text' });
  const [reader, writer] = [await connect(url), await connect(url)];
  await reader.query('begin; select count(*) from "Tag"');
  let deployed = Promise.resolve<string[]>([]);
  const told = await new Promise<string>((tell, fail) => {
    deployed = deployMigrations(url, { folder, tell });
    deployed.catch(fail);
  });
  expect(told).toContain(later);
  // The first attempt has given up its place: others pass while the reader is still there.
  await writer.query(`set statement_timeout = '30s'; update "Tag" set "description" = '' where false`);
  expect((await writer.query('select count(*)::int as tags from "Tag"')).rows[0].tags).toBeGreaterThan(0);
  expect(await pendingMigrations(url, folder)).toEqual([later]);
  await reader.query("commit");
  expect(await deployed).toEqual([later]);
  await Promise.all([reader.end(), writer.end()]);
});

test("fault 13: a failing migration says its statement, its line, the database's own words and what was kept", async () => {
  const url = await createTestDatabase();
  const folder = ownFolder({ "29990101000000_c": "create table c (id int);\n\nselect 1 / 0;" });
  const failure = await deployMigrations(url, { folder }).then(String, (error: unknown) => String(error));
  for (const part of ["29990101000000_c", "line 3", "division by zero", "Nothing of it was kept"])
    expect(failure).toContain(part);
  expect(failure).not.toMatch(/\n\s+at /);
  writeMigration(folder, "29990101000000_c", "create table c (id int)");
  expect(await deployMigrations(url, { folder })).toEqual(["29990101000000_c"]);
});

test("statements that PostgreSQL allows in no transaction run one by one, and again after a failure", async () => {
  const url = await createTestDatabase();
  const index = 'create index concurrently if not exists "by_note" on "Tag" ("description")';
  const folder = ownFolder({ [later]: `-- outside a transaction\n${index};\nselect 1 / 0;\n` });
  await expect(deployMigrations(url, { folder })).rejects.toThrow(
    /at line 3, in statement 2 of 2 \(select 1 \/ 0\): division by zero\. What stands before this statement was kept/,
  );
  expect(await pendingMigrations(url, folder)).toEqual([later]);
  writeMigration(folder, later, `-- outside a transaction\n${index};\n`);
  expect(await Promise.all([1, 2].map(() => deployMigrations(url, { folder })))).toContainEqual([later]);
  expect(await pendingMigrations(url, folder)).toEqual([]);
});

test("fault 14: an older release refuses a newer database in one sentence, unless the operator overrides it", async () => {
  const url = await createTestDatabase();
  const folder = ownFolder({ [later]: "create table newer (id int)" });
  await deployMigrations(url, { folder });
  const failure: unknown = await deployMigrations(url).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    name: "StartError",
    message: expect.stringMatching(/^The database was migrated by a newer release .*29990101000000_later.*ALLOW_NEWER/),
  });
  expect(await deployMigrations(url, { allowNewer: true })).toEqual([]);
  // A process of the older release that runs already stays ready.
  expect(await pendingMigrations(url)).toEqual([]);
});

test("the database itself refuses values that the forms refuse", async () => {
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
