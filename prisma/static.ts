/**
 * Writes what visitors see into a folder whose pages open without a server:
 *
 *   npm run static -- FOLDER
 *
 * Reads the database of `DATABASE_URL`, or local mode's in `DATA_DIR`. Links to what the copy doesn't have lead to the forum's
 * address, `PUBLIC_URL`.
 */
import { env } from "../app/platform/env.server";
import { withClient } from "../app/platform/with-client.server";
import { openForum } from "./open-forum";
import { whileServing } from "./serve-forum";
import { listPages } from "./static/list-pages";
import { writeCopy } from "./static/write-copy";

async function main([folder, ...more]: string[]) {
  if (folder === undefined || folder.startsWith("-") || more.length > 0)
    throw new Error("Usage: npm run static -- FOLDER, where FOLDER is new or empty.");
  const { publicOrigin: origin } = env();
  const forum = await openForum();
  try {
    const copied = await withClient(forum.url, listPages);
    const { pages, files } = await whileServing({ databaseUrl: forum.url, publicUrl: origin }, (server) =>
      writeCopy({ copied, server, origin, folder }),
    );
    console.log(
      `${folder}: ${pages.toLocaleString("en")} pages, ${files.toLocaleString("en")} files beside them. Open index.html.`,
    );
  } finally {
    await forum.stop();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
