/**
 * Fills Meilisearch's index anew beside the one that is searched, and exchanges the two:
 *
 *   npm run reindex
 *
 * Needs `DATABASE_URL` and `MEILI_URL`. In local mode an administrator's page, /admin/search, does the same.
 */
import { rebuildIndex } from "../app/features/search/search.server";
import { closeDatabase, openDatabase } from "../app/platform/db.server";
import { env } from "../app/platform/env.server";

async function main() {
  const { DATABASE_URL: databaseUrl, MEILI_URL: meiliUrl } = env();
  if (!databaseUrl) throw new Error("Set DATABASE_URL to the forum's database.");
  if (!meiliUrl)
    throw new Error("Set MEILI_URL: without it PostgreSQL answers searches, which has no index to fill anew.");
  openDatabase({ url: databaseUrl });
  try {
    const isDone = await rebuildIndex({
      wait: false,
      tell: (posts) => console.log(`${posts.toLocaleString("en")} posts`),
    });
    if (!isDone) throw new Error("The index is being filled already. Its progress stands on /admin/search.");
    console.log("The new index answers.");
  } finally {
    await closeDatabase();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
