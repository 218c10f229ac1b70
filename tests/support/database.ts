/** A database of its own for a test file: a copy of the migrated one, dropped with the server. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { closeLanes } from "~/platform/lanes.server";
import { closeDatabase, openDatabase } from "~/platform/db.server";

/** Makes a copy of the migrated database; answers with its URL. */
export const createTestDatabase = () => create("template_counterproof");

/** Makes a copy of the database as a server leaves it after its first start; answers with its URL. */
const createServedDatabase = () => create("template_served");

/** Makes a database that has no tables yet; answers with its URL. */
export const createEmptyDatabase = () => create("template1");

async function create(from: string): Promise<string> {
  const template = new URL(inject("templateUrl"));
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = new URL(template);
  admin.pathname = "/postgres";
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  // Two copies at once would each see the other's connection to the template.
  await client.query("select pg_advisory_lock(42)");
  // Copying files takes a quarter of the time that copying through the log does.
  await client.query(`create database ${name} template ${from} strategy file_copy`);
  await client.end();
  const url = new URL(template);
  url.pathname = `/${name}`;
  return url.href;
}

/** Opens a fresh database for the tests of this file. */
export function useDatabase(make = createTestDatabase) {
  const used = { url: "" };
  beforeAll(async () => {
    used.url = await make();
    openDatabase({ url: used.url });
  });
  afterAll(async () => {
    await closeLanes();
    await closeDatabase();
  });
  return used;
}

/** The same, for a file whose tests start servers on it: they find recorded history loaded. */
export const useServedDatabase = () => useDatabase(createServedDatabase);
