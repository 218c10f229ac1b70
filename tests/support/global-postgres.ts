/** One real PostgreSQL for a test run, with a migrated database that each test file copies. */
import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../app/platform/embedded-postgres.server";
import { closeDatabase, openDatabase } from "../../app/platform/db.server";
import { migrateJobs } from "../../app/platform/jobs.server";
import { deployMigrations } from "../../prisma/apply-migrations";
import { seed } from "../../prisma/seed";
import { buildIfChanged } from "../../app/server/build-if-changed.js";
import { meiliProgram, MeiliServer } from "./meili-server";
import { openTemporaryFolder } from "./open-folder";

declare module "vitest" {
  interface ProvidedContext {
    templateUrl: string;
    /** Where test files share the data folder of a first start. */
    copiesFolder: string;
    /** A Meilisearch that test files share, each with an index of its own; null where there is none. */
    meili: { url: string; key: string } | null;
  }
}

async function bringMeili() {
  const { MEILI_URL: url, MEILI_KEY: key } = process.env;
  if (url) return { url, key: key ?? "", remove: async () => {} };
  if (!meiliProgram) return null;
  const server = new MeiliServer();
  await server.start();
  return server;
}

export default async function setup(project: TestProject) {
  // The servers that tests start on a database of their own inherit it.
  process.env["SECRET_KEY"] ??= "the secret key of the tests' servers";
  buildIfChanged();
  process.env["READING_THREAD"] = "built";
  const folder = openTemporaryFolder("counterproof-test");
  const server = await startEmbeddedPostgres({ dataDir: folder, database: "template_counterproof", throwaway: true });
  await deployMigrations(server.url);
  openDatabase({ url: server.url });
  await migrateJobs();
  await seed({ withDemonstration: false });
  await closeDatabase();
  project.provide("templateUrl", server.url);
  // A whole run gives its runs of Vitest one folder (tests/run.js).
  const given = process.env["COPIES_FOLDER"];
  const copiesFolder = given ?? openTemporaryFolder("counterproof-copies");
  project.provide("copiesFolder", copiesFolder);
  const meili = await bringMeili();
  project.provide("meili", meili && { url: meili.url, key: meili.key });

  return async () => {
    await meili?.remove();
    await server.stop();
    for (const made of given ? [folder] : [folder, copiesFolder]) rmSync(made, { recursive: true, force: true });
  };
}
