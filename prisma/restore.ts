/**
 * Brings a backup into an empty database, compares every table with the file, starts the forum on it and reads ten pages:
 *
 *   npm run restore -- FILE
 *
 * The database is that of `DATABASE_URL`, or a new one in `DATA_DIR`.
 */
import { existsSync } from "node:fs";
import { findRunningPostgres, startEmbeddedPostgres } from "../app/platform/embedded-postgres.server";
import { env } from "../app/platform/env.server";
import { withClient } from "../app/platform/with-client.server";
import { checkBackup } from "./backup/check-backup";
import { readBackup } from "./backup/read-backup";
import { whileServing } from "./serve-forum";

const pagesToRead = 10;

async function main([file]: string[]) {
  if (!file || !existsSync(file))
    throw new Error("Usage: npm run restore -- FILE, where FILE is what `npm run backup` wrote.");
  const { DATABASE_URL, DATA_DIR } = env();
  if (!DATABASE_URL && (await findRunningPostgres(DATA_DIR)))
    throw new Error(`Counterproof runs on ${DATA_DIR}. Stop it, or set DATA_DIR to a new folder.`);
  // Before a database is touched or started.
  const checked = await checkBackup(file);
  const embedded = DATABASE_URL ? null : await startEmbeddedPostgres({ dataDir: DATA_DIR });
  const url = DATABASE_URL ?? embedded!.url;
  let paths: string[];
  try {
    const { tables, rows, from, at } = await readBackup(url, checked);
    console.log(
      `Restored ${rows.toLocaleString("en")} rows of ${tables} tables from ${at.slice(0, 16).replace("T", " ")} UTC (release ${from}). Counts and hashes are equal.`,
    );
    paths = await somePages(url);
  } finally {
    await embedded?.stop();
  }
  await readPages(paths);
  console.log(`The forum starts on it and shows ${paths.length} pages.`);
}

/** The list, and threads from the newest to the oldest. */
async function somePages(url: string) {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `select t.id from "Thread" t join "Post" p on p."threadId" = t.id and p.number = 1 where p.status = 'visible'
       order by t.id desc limit $1`,
      [pagesToRead - 3],
    );
    return ["/", "/tags", "/sources", ...rows.map(({ id }) => `/t/${id}`)];
  });
}

async function readPages(paths: string[]) {
  await whileServing({}, async (server) => {
    for (const path of paths) {
      const answer = await fetch(server + path);
      if (!answer.ok) throw new Error(`${path} answers ${answer.status} on the restored database.`);
    }
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
