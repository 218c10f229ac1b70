/** Prepares a process before it serves or runs jobs: a reachable, migrated database. */
import type pg from "pg";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deployMigrations } from "../../prisma/apply-migrations";
import { pushKeys } from "~/features/notifications/notifications.server";
import { stopTicker } from "~/features/observations/observations.server";
import { freeAllJobs } from "~/platform/abandoned-jobs.server";
import { reasonOf } from "~/platform/database-faults";
import { hostsOf } from "~/platform/database-hosts.server";
import { closeDatabase, openDatabase } from "~/platform/db.server";
import { isAlive, startEmbeddedPostgres } from "~/platform/embedded-postgres.server";
import { env } from "~/platform/env.server";
import { migrateJobs, stopJobs } from "~/platform/jobs.server";
import { closeLanes } from "~/platform/lanes.server";
import { closeLive } from "~/platform/live.server";
import { demandSecretKey } from "~/platform/secret-box.server";
import { StartError } from "~/platform/start-error";
import { withClient } from "~/platform/with-client.server";
import { processState } from "./readiness.server";

export type Prepared = { databaseUrl: string; dataFolder: string | null; close(): Promise<void> };

/** Opens the process's database: the configured one, or the embedded one in local mode. */
export async function prepare(): Promise<Prepared> {
  const { DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_REPLICA_URL: replicas = [], DATA_DIR } = env();
  demandSecretKey();
  const releaseFolder = DATABASE_URL ? () => {} : claimFolder(DATA_DIR);
  const embedded = DATABASE_URL ? null : await startEmbedded(DATA_DIR, releaseFolder);
  const databaseUrl = DATABASE_DIRECT_URL ?? DATABASE_URL ?? embedded!.url;
  try {
    if (DATABASE_URL) await checkDatabase("DATABASE_URL", DATABASE_URL);
    if (DATABASE_DIRECT_URL) await checkDatabase("DATABASE_DIRECT_URL", DATABASE_DIRECT_URL);
    await deployMigrations(databaseUrl, { allowNewer: env().ALLOW_NEWER_DATABASE === "1" });
    openDatabase({ url: databaseUrl, pooler: DATABASE_DIRECT_URL && DATABASE_URL, replicas });
    await migrateJobs();
    await pushKeys();
    // Nobody else runs jobs on the embedded database: what is in hand was left by a process that died.
    if (embedded) await freeAllJobs();
  } catch (error) {
    await embedded?.stop();
    releaseFolder();
    throw error;
  }
  processState.databaseUrl = databaseUrl;
  return {
    databaseUrl,
    dataFolder: embedded?.folder ?? null,
    async close() {
      await stopTicker();
      await stopJobs();
      await closeLive();
      await closeLanes();
      await closeDatabase();
      await embedded?.stop();
      releaseFolder();
    },
  };
}

async function startEmbedded(dataDir: string, releaseFolder: () => void) {
  try {
    return await startEmbeddedPostgres({ dataDir });
  } catch (error) {
    releaseFolder();
    throw error;
  }
}

/** Two servers on one data folder would corrupt it, so the second is refused with the first one's process id. */
function claimFolder(folder: string) {
  const file = join(folder, "counterproof.pid");
  try {
    mkdirSync(folder, { recursive: true });
    while (!createClaim(file)) {
      const held = readHolder(file);
      const holder = Number(held);
      if (holder > 0 && holder !== process.pid && isAlive(holder) && isOurs(holder))
        throw new StartError(
          `Counterproof already runs on the data folder ${folder} (process ${holder}). Stop it, or set PORT and DATA_DIR for a second copy.`,
        );
      removeLeftover(file, held);
    }
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(
      `The data folder ${folder} can't be written (${reason}). Make it writable, or set DATA_DIR to another folder.`,
    );
  }
  return () => rmSync(file, { force: true });
}

/** Whether the file is ours now. Of two processes that start at once, one makes it. */
function createClaim(file: string) {
  try {
    // Whole from its first moment: whoever reads it finds the number in it.
    const own = `${file}.${process.pid}`;
    writeFileSync(own, String(process.pid));
    try {
      linkSync(own, file);
    } finally {
      rmSync(own, { force: true });
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Removes what a dead process left: the file is moved aside first, and put back if it is not the one that was read. */
function removeLeftover(file: string, held: string) {
  const aside = `${file}.left-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readHolder(aside) === held) return rmSync(aside, { force: true });
  renameSync(aside, file);
}

function readHolder(file: string) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** After a crash the process id can belong to another program; on Linux its command line tells. */
function isOurs(pid: number) {
  try {
    return /start\.js|server\.js|server\.ts|worker\.js/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}

async function checkDatabase(variable: string, url: string) {
  const version = (client: pg.Client) => client.query<{ server_version_num: string }>("show server_version_num");
  try {
    const { rows } = await withClient(url, version, { connectMs: 5_000 });
    if (Number(rows[0]!.server_version_num) < 150_000) throw new Error("it is older than PostgreSQL 15");
  } catch (error) {
    const hosts = hostsOf(url).map((one) => new URL(one));
    const host = `${hosts.map((one) => one.host).join(",")}${hosts[0]!.pathname}`;
    throw new StartError(`The database ${host} of ${variable} can't be used: ${reasonOf(error)}.`);
  }
}
