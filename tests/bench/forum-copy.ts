/** A forum of any size on the production build with its own PostgreSQL, as somebody runs it at home. */
import { print } from "./figures";
import { join } from "node:path";
import { seed } from "../../prisma/seed";
import { LocalCopy } from "../support/local-copy";
import { withDatabaseIn } from "./bench-database";
import { writeCorpus } from "./corpus";
import { leaderIn } from "./cpu";
import { type Places, findPlaces } from "./places";

/** The running copy of the forum that each row measures and leaves running. */
export type Forum = { copy: LocalCopy; places: Places; restart(): Promise<void>; processes(): Processes };

export type Processes = { node: number; postgres: number };

/** Clients are recognised by the proxy's header, so that requests can come from many addresses and no limit per address is met. */
const environment = { TRUST_PROXY: "1" };

/** Runs the work on such a copy; it is gone afterwards. */
export async function withForumCopy(posts: number, work: (forum: Forum) => Promise<void>) {
  const copy = new LocalCopy();
  const start = async () => {
    const started = await copy.start(environment);
    if (started !== "serving") throw new Error(`The copy ended with ${started}: ${copy.output}`);
  };
  try {
    const places = await withDatabaseIn(copy.folder, "counterproof", async (url) => {
      await seed({ withDemonstration: false });
      const began = performance.now();
      const written = await writeCorpus(url, { posts });
      const seconds = Math.round((performance.now() - began) / 1_000);
      print(
        `${written.posts.toLocaleString("en")} posts in ${written.threads.length.toLocaleString("en")} threads, written in ${seconds} s.`,
      );
      return findPlaces();
    });
    await start();
    await work({
      copy,
      places,
      async restart() {
        await copy.stop();
        await start();
      },
      processes: () => ({ node: copy.child!.pid!, postgres: leaderIn(join(copy.folder, "postgres")) }),
    });
  } finally {
    await copy.stop();
    copy.remove();
  }
}
