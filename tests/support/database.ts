/**
 * A database of its own for a test file: a copy of the migrated one, dropped after it. What a test makes by itself goes with
 * the server.
 */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { closeLanes } from "~/platform/lanes.server";
import { closeDatabase, openDatabase } from "~/platform/db.server";
import { withClient } from "~/platform/with-client.server";

/** Makes a copy of the migrated database; answers with its URL. */
export const createTestDatabase = () => create("template_counterproof");

/** Makes a copy of the database as a server leaves it after its first start; answers with its URL. */
const createServedDatabase = () => create("template_served");

/** Makes a database that has no tables yet; answers with its URL. */
export const createEmptyDatabase = () => create("template1");

function asAdministrator(work: (client: pg.Client) => Promise<unknown>) {
  const admin = new URL(inject("templateUrl"));
  admin.pathname = "/postgres";
  return withClient(admin.href, work);
}

async function create(from: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await asAdministrator(async (client) => {
    // Two copies at once would each see the other's connection to the template.
    await client.query("select pg_advisory_lock(42)");
    // Copying files takes a quarter of the time that copying through the log does.
    await client.query(`create database ${name} template ${from} strategy file_copy`);
  });
  const url = new URL(inject("templateUrl"));
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
    if (!used.url) return;
    const name = new URL(used.url).pathname.slice(1);
    await asAdministrator((client) => client.query(`drop database if exists ${name} with (force)`));
  });
  return used;
}

/** The same, for a file whose tests start servers on it: they find recorded history loaded. */
export const useServedDatabase = () => useDatabase(createServedDatabase);
