/** The rows that are measured on one generated forum, each by its name. */
import { type Forum, withForumCopy } from "./forum-copy";
import { describeMachine } from "./machine";
import { measureMemory } from "./memory";
import { listPages, longThreadPages, threadPages } from "./pages";
import { measurePosting } from "./posting";
import { measureReading } from "./reading";
import { measureStart } from "./starting";
import { measureStrangers } from "./strangers";
import { Writer } from "./writer";

const readerPages = async ({ copy, places }: Forum) => {
  const { cookie } = await Writer.join(copy.origin, "bench-reader");
  return {
    list: await listPages(copy.origin, places),
    thread: threadPages(copy.origin, places, cookie),
    long: longThreadPages(copy.origin, places),
  };
};

type Pages = Awaited<ReturnType<typeof readerPages>>;

const rows = {
  list: (forum: Forum, { list }: Pages) => measureReading("Lists", list, forum.processes()),
  thread: (forum: Forum, { thread }: Pages) => measureReading("Threads", thread, forum.processes()),
  "long-thread": (forum: Forum, { long }: Pages) => measureReading("Long threads", long, forum.processes()),
  start: (forum: Forum) => measureStart(forum),
  memory: (forum: Forum, { list, thread, long }: Pages) => measureMemory(forum, [...list, ...thread, ...long]),
  strangers: (forum: Forum) => measureStrangers(forum),
  // Last: it changes what the others read.
  posting: (forum: Forum) => measurePosting(forum),
};

export type ForumRow = keyof typeof rows;
export const forumRows = Object.keys(rows) as ForumRow[];

/** Measures the chosen rows on one forum of so many posts, and prints a table of each. */
export async function measureForum(chosen: ForumRow[], posts: number) {
  console.log(describeMachine());
  await withForumCopy(posts, async (forum) => {
    const pages = await readerPages(forum);
    for (const name of forumRows.filter((row) => chosen.includes(row))) await rows[name](forum, pages);
  });
}
