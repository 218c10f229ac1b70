/** One real PostgreSQL for a test run, with databases that each test file copies: a migrated one, and what a server makes of it. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { loadArchive } from "../../app/features/observations/observations.server";
import { startEmbeddedPostgres } from "../../app/platform/embedded-postgres.server";
import { closeDatabase, openDatabase } from "../../app/platform/db.server";
import { migrateJobs } from "../../app/platform/jobs.server";
import { projectRoot } from "../../app/platform/project-root.server";
import { withClient } from "../../app/platform/with-client.server";
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

/** What a server leaves after its first start: recorded history as well, which takes each server more than a second to load. */
async function makeServedTemplate(templateUrl: string) {
  const url = new URL(templateUrl);
  url.pathname = "/template_served";
  await withClient(templateUrl.replace("/template_counterproof", "/postgres"), (client) =>
    client.query("create database template_served template template_counterproof strategy file_copy"),
  );
  openDatabase({ url: url.href });
  await loadArchive(join(projectRoot, "prisma/archive"));
  await closeDatabase();
}

async function bringMeili() {
  const { MEILI_URL: url, MEILI_KEY: key } = process.env;
  if (url) return { url, key: key ?? "", remove: async () => {} };
  if (!meiliProgram) return null;
  const server = new MeiliServer();
  await server.start();
  return server;
}

type Started = { templateUrl: string; meili: { url: string; key: string } | null; stop(): Promise<void> };

/** What the projects of a run share, each of which loads this module for itself: the first starts it, the last stops it. */
const shared = globalThis as { testPostgres?: { users: number; started: Promise<Started> } | undefined };

export default async function setup(project: TestProject) {
  const held = (shared.testPostgres ??= { users: 0, started: start() });
  held.users += 1;
  const { templateUrl, meili, stop } = await held.started;
  project.provide("templateUrl", templateUrl);
  project.provide("meili", meili);
  // A whole run gives all its projects one folder (tests/run.js).
  const given = process.env["COPIES_FOLDER"];
  const copiesFolder = given ?? openTemporaryFolder("counterproof-copies");
  project.provide("copiesFolder", copiesFolder);

  return async () => {
    if (!given) rmSync(copiesFolder, { recursive: true, force: true });
    held.users -= 1;
    if (held.users > 0) return;
    shared.testPostgres = undefined;
    await stop();
  };
}

async function start(): Promise<Started> {
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
  await makeServedTemplate(server.url);
  const meili = await bringMeili();
  return {
    templateUrl: server.url,
    meili: meili && { url: meili.url, key: meili.key },
    async stop() {
      await meili?.remove();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
