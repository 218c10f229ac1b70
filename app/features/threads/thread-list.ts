/** Words of a list of threads at `/`, and where a page of it begins. */

export const threadSorts = ["active", "new", "top", "hot"] as const;
export type ThreadSort = (typeof threadSorts)[number];

/** The maximum age of threads in `top`. */
export const threadPeriods = ["day", "week", "month", "year", "all"] as const;
export type ThreadPeriod = (typeof threadPeriods)[number];

/** The cursor: the page begins after this thread. `at` is its sort value: a time, a sum of votes, a score. */
export type ThreadCursor = { at: string | number; id: number };

const sortWords: Record<ThreadSort, string> = {
  active: "active",
  new: "new",
  top: "worth reading",
  hot: "much talked about",
};

/** The title of a list outside of its page: "New threads about Base and Fees". */
export function threadListTitle({ sort = "active", tags }: { sort?: ThreadSort; tags: { name: string }[] }): string {
  const words = sort === "active" ? "Threads" : `Threads, ${sortWords[sort]}`;
  return tags.length > 0 ? `${words} about ${tags.map(({ name }) => name).join(" and ")}` : words;
}

export const formatCursor = ({ at, id }: { at: Date | number; id: number }) => `${Number(at)}-${id}`;
