/** A data folder with a generated forum: made for one run, or kept for the next ones, because 500,000 posts take minutes. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seed } from "../../prisma/seed";
import { openFolder, openTemporaryFolder } from "../support/open-folder";
import { withDatabaseIn } from "./bench-database";
import { writeCorpus } from "./corpus";
import { print } from "./figures";

/** The name of the database in it. */
export const corpusDatabase = "bench";

export type CorpusGiven = {
  posts: number;
  /** The folder in which forums are kept, each by its number of posts; without it the forum is gone after the work. */
  keep?: string | undefined;
};

/** Runs the work with the stopped server's data folder. The forum in it is written before, unless it was kept. */
export async function withCorpusFolder<T>(
  { posts, keep }: CorpusGiven,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = keep === undefined ? openTemporaryFolder("counterproof-corpus") : openFolder(keep, `posts-${posts}`);
  const mark = join(folder, "written");
  try {
    if (!existsSync(mark)) {
      // A run that was broken off has left a part.
      rmSync(join(folder, "postgres"), { recursive: true, force: true });
      await write(folder, posts);
      writeFileSync(mark, "");
    }
    return await work(folder);
  } finally {
    if (keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function write(folder: string, posts: number) {
  await withDatabaseIn(folder, corpusDatabase, async (url) => {
    await seed({ withDemonstration: false });
    const began = performance.now();
    await writeCorpus(url, { posts });
    const seconds = Math.round((performance.now() - began) / 1_000);
    print(`${posts.toLocaleString("en")} posts, written in ${seconds} s.`);
  });
}
