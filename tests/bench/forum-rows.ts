/** The rows that are measured on one generated forum, each by its name. */
import { print, printTable, tenths } from "./figures";
import { type Forum, withForumCopy } from "./forum-copy";
import { measureBesideWriters } from "./beside-writers";
import { measureMemory } from "./memory";
import { listPages, longThreadPages, threadPages } from "./pages";
import { measurePosting } from "./posting";
import { measureReading, middle } from "./reading";
import { measureStart } from "./starting";
import { measureStrangers } from "./strangers";
import { Writer } from "./writer";

const readerPages = async ({ copy, places }: Forum) => {
  const { cookie } = await Writer.join(copy, "bench-reader");
  return {
    list: await listPages(copy.origin, places),
    thread: threadPages(copy.origin, places, cookie),
    long: longThreadPages(copy.origin, places),
  };
};

type Pages = Awaited<ReturnType<typeof readerPages>>;

type Measured = { forum: Forum; pages: Pages; runs: number };

const reading = (title: string, of: keyof Pages) => async (measured: Measured) => {
  const { forum, pages, runs } = measured;
  await measureReading(title, pages[of], { runs, processes: forum.processes() });
};

const rows = {
  list: reading("Lists", "list"),
  thread: reading("Threads", "thread"),
  "long-thread": reading("Long threads", "long"),
  start: ({ forum, runs }: Measured) => measureStart(forum, runs),
  memory: ({ forum, pages, runs }: Measured) =>
    measureMemory(forum, [...pages.list, ...pages.thread, ...pages.long], runs),
  strangers: ({ forum }: Measured) => measureStrangers(forum),
  // Last: they change what the others read.
  "beside-writers": ({ forum, runs }: Measured) => measureBesideWriters(forum, runs),
  posting: ({ forum, runs }: Measured) => measurePosting(forum, runs),
} satisfies Record<string, (measured: Measured) => Promise<void>>;

export type ForumRow = keyof typeof rows;
export const forumRows = Object.keys(rows) as ForumRow[];

type Size = { posts: number; runs: number };

/** Measures the chosen rows on one forum of so many posts, and prints a table of each. */
export async function measureForum(chosen: ForumRow[], { posts, runs }: Size) {
  await withForumCopy(posts, async (forum) => {
    const pages = await readerPages(forum);
    for (const name of forumRows.filter((row) => chosen.includes(row))) await rows[name]({ forum, pages, runs });
  });
}

/** Measures lists and threads on a forum of 50,000 posts and on one of so many, and prints the second beside the first. */
export async function measureGrowth({ posts, runs }: Size) {
  const measured: Awaited<ReturnType<typeof measureReading>>[] = [];
  for (const size of [50_000, posts])
    await withForumCopy(size, async (forum) => {
      const { list, thread } = await readerPages(forum);
      const how = { runs, processes: forum.processes() };
      measured.push(await measureReading(`In ${size.toLocaleString("en")} posts`, [...list, ...thread], how));
    });
  const [small = [], large = []] = measured;
  print(`\n### Growth\n\nUnits in ${posts.toLocaleString("en")} posts beside 50,000.\n`);
  printTable(
    ["page", "units in 50,000", `in ${posts.toLocaleString("en")}`, "goal", ""],
    large.map((row, index) => {
      const [before, after] = [middle(small[index]!, "units"), middle(row, "units")];
      const cells = [row.page.name, tenths(before), tenths(after)];
      return [...cells, "≤ 1.2 ×", `${(after / before).toFixed(2)}: ${after <= before * 1.2 ? "kept" : "missed"}`];
    }),
  );
}
