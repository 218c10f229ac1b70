/**
 * Makes a forum of what `npm run export` wrote, in an empty database:
 *
 *   npm run import-export -- FILE.zip|FOLDER
 *
 * The database is that of `DATABASE_URL`, or a new one in `DATA_DIR`.
 */
import { findRunningPostgres, startEmbeddedPostgres } from "../app/platform/embedded-postgres.server";
import { env } from "../app/platform/env.server";
import { countedInThousands } from "../app/ui/count";
import { importExport } from "./exports/import-export";

async function main([path, ...more]: string[]) {
  if (path === undefined || more.length > 0)
    throw new Error("Usage: npm run import-export -- PATH, where PATH is what `npm run export` wrote.");
  const { DATABASE_URL, DATA_DIR } = env();
  if (!DATABASE_URL && (await findRunningPostgres(DATA_DIR)))
    throw new Error(`Counterproof runs on ${DATA_DIR}. Stop it, or set DATA_DIR to a new folder.`);
  const embedded = DATABASE_URL ? null : await startEmbeddedPostgres({ dataDir: DATA_DIR });
  try {
    const { kind, rows, posts, pictures, refused, brokenChain } = await importExport(
      DATABASE_URL ?? embedded!.url,
      path,
    );
    console.log(
      `Imported a ${kind} export: ${countedInThousands(rows, "row")}, ${countedInThousands(posts, "post")}, ${countedInThousands(pictures, "picture")}. \`npm start\` shows it.`,
    );
    if (refused.length > 0) console.log(`The renderer refuses the texts of these posts: ${refused.join(", ")}.`);
    if (brokenChain !== null) console.log(`The log's chain of hashes is broken, as it was exported: ${brokenChain}.`);
  } finally {
    await embedded?.stop();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
