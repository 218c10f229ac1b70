/** What an export leaves out because it follows from the rest: html, what search looks through, words to complete. */
import { runMigrations } from "graphile-worker";
import { isTextAtFault } from "../../app/features/markdown/markdown.server";
import { countUnchained, readChain, verifyChain } from "../../app/features/moderation/moderation.server";
import { listPostIdsAfter, reprocessNow } from "../../app/features/posts/posts.server";
import { learnWords } from "../../app/features/search/search.server";
import { closeDatabase, db, openDatabase } from "../../app/platform/db.server";
import { closeLanes } from "../../app/platform/lanes.server";
import { withClient } from "../../app/platform/with-client.server";

export type MadeAgain = {
  posts: number;
  /** Posts whose text today's renderer refuses: they show nothing. */
  refused: number[];
  /** What is wrong with the log's chain of hashes, as it was when the forum was exported; null where it holds. */
  brokenChain: string | null;
};

const atOnce = 200;

/** Renders every post, oldest first, so that a quote finds what it quotes. Nobody is told of anything. */
export async function makeAgain(databaseUrl: string): Promise<MadeAgain> {
  // Rendering adds jobs, and notes what to tell of; both are dropped below, because nothing of it is news.
  await runMigrations({ connectionString: databaseUrl });
  openDatabase({ url: databaseUrl });
  try {
    const made: MadeAgain = { posts: 0, refused: [], brokenChain: null };
    for (let ids = await listPostIdsAfter(0, atOnce); ids.length > 0; ids = await listPostIdsAfter(ids.at(-1)!, atOnce))
      for (const id of ids) {
        if (!(await renderAgain(id))) made.refused.push(id);
        await learnWords(db, [id], true);
        made.posts += 1;
      }
    const chain = await verifyChain(readChain());
    if (!chain.ok) made.brokenChain = `at entry ${chain.place}: ${chain.problem}`;
    else if ((await countUnchained()) > 0) made.brokenChain = "entries stand outside of it";
    return made;
  } finally {
    await closeLanes();
    await closeDatabase();
    await withClient(databaseUrl, (client) =>
      client.query('drop schema graphile_worker cascade; truncate "UntoldPost"'),
    );
  }
}

const attempts = 3;

async function renderAgain(id: number): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      await reprocessNow(id);
      return true;
    } catch (error) {
      if (attempt < attempts) continue;
      if (!isTextAtFault(error)) throw error;
      return false;
    }
  }
}
