/** What a run did. */
import { z } from "zod";
import { countedInThousands } from "~/ui/count";

const number = z.int().catch(0).default(0);

export const RunCounts = z.object({
  topics: number,
  newThreads: number,
  changedThreads: number,
  newPosts: number,
  changedPosts: number,
  withdrawnPosts: number,
  mendedPosts: number,
  members: number,
  pictures: number,
});
export type RunCounts = z.output<typeof RunCounts>;

export const noCounts = (): RunCounts => RunCounts.parse({});

const words: [keyof RunCounts, string, string][] = [
  ["topics", "topic read", "topics read"],
  ["newThreads", "new thread", "new threads"],
  ["changedThreads", "thread changed", "threads changed"],
  ["newPosts", "new post", "new posts"],
  ["changedPosts", "post changed", "posts changed"],
  ["withdrawnPosts", "post taken away", "posts taken away"],
  ["mendedPosts", "post whose references were found", "posts whose references were found"],
  ["members", "new placeholder", "new placeholders"],
  ["pictures", "picture", "pictures"],
];

/** "12 topics read, 11 new threads, 80 new posts". What is none is left out, the topics aside. */
export const countsInWords = (counts: RunCounts): string =>
  words
    .filter(([name]) => name === "topics" || counts[name] > 0)
    .map(([name, one, many]) => countedInThousands(counts[name], one, many))
    .join(", ");
