/** One real PostgreSQL for a test run, with a migrated database that each test file copies. */
import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../app/platform/embedded-postgres.server";
import { closeDatabase, openDatabase } from "../../app/platform/db.server";
import { migrateJobs } from "../../app/platform/jobs.server";
import { deployMigrations } from "../../prisma/migrate";
import { seed } from "../../prisma/seed";
import { buildIfChanged } from "../../app/build-if-changed.js";
import { openTemporaryFolder } from "./open-folder";

declare module "vitest" {
  interface ProvidedContext {
    templateUrl: string;
  }
}

export default async function setup(project: TestProject) {
  buildIfChanged();
  const folder = openTemporaryFolder("counterproof-test");
  const server = await startEmbeddedPostgres({ dataDir: folder, database: "template_counterproof", throwaway: true });
  await deployMigrations(server.url);
  openDatabase(server.url);
  await migrateJobs();
  await seed({ withDemonstration: false });
  await closeDatabase();
  project.provide("templateUrl", server.url);

  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
