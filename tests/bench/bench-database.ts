/** A PostgreSQL of the bench's own, as local mode starts it. */
import { rmSync } from "node:fs";
import { closeLanes } from "~/platform/lanes.server";
import { closeDatabase, openDatabase } from "~/platform/db.server";
import { startEmbeddedPostgres } from "~/platform/embedded-postgres.server";
import { migrateJobs } from "~/platform/jobs.server";
import { deployMigrations } from "../../prisma/apply-migrations";
import { openTemporaryFolder } from "../support/open-folder";

/** Runs the work on an empty, migrated database; it is gone afterwards. */
export async function withBenchDatabase<T>(name: string, work: (url: string) => Promise<T>): Promise<T> {
  const folder = openTemporaryFolder("counterproof-bench");
  try {
    return await withDatabaseIn(folder, name, work);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same in a data folder, which is left with what was written. */
export async function withDatabaseIn<T>(folder: string, name: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({ dataDir: folder, database: name });
  try {
    await deployMigrations(server.url);
    openDatabase({ url: server.url });
    await migrateJobs();
    return await work(server.url);
  } finally {
    await closeLanes();
    await closeDatabase();
    await server.stop();
  }
}
