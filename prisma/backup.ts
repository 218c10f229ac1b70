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
import { writeBackup } from "./backup/write-backup";
import { openForum } from "./open-forum";

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
