/**
 * Writes the whole forum into one file, also while it runs:
 *
 *   npm run backup -- [FILE]
 *
 * Reads the database of `DATABASE_URL`, or local mode's in `DATA_DIR`. The file holds password hashes and sessions: keep it
 * where only you can read it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findRunningPostgres, startEmbeddedPostgres } from "../app/platform/embedded-postgres.server";
import { env } from "../app/platform/env.server";
import { writeBackup } from "./backup/write-backup";

/** The database to read, and what ends it again when it was started for this alone. */
async function openForum(): Promise<{ url: string; stop(): Promise<void> }> {
  const { DATABASE_URL, DATA_DIR } = env();
  const running = DATABASE_URL ?? (await findRunningPostgres(DATA_DIR));
  return running ? { url: running, stop: async () => {} } : startEmbeddedPostgres({ dataDir: DATA_DIR });
}

async function main([file = `counterproof-${new Date().toISOString().slice(0, 10)}.backup`]: string[]) {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")) as {
    version: string;
  };
  const forum = await openForum();
  try {
    const { tables, rows, bytes } = await writeBackup(forum.url, file, version);
    console.log(
      `${file}: ${rows.toLocaleString("en")} rows of ${tables} tables, ${Math.ceil(bytes / 1_000).toLocaleString("en")} kB.`,
    );
  } finally {
    await forum.stop();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
