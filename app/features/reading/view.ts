/** The three views of a thread, and which of them a reader gets. */
export const threadViews = ["flat", "tree", "map"] as const;
export type ThreadView = (typeof threadViews)[number];

export const viewWords: Record<ThreadView, string> = { flat: "Flat", tree: "Tree", map: "Map" };

/** From how many posts on a thread is not shown as a tree to readers who haven't chosen a view. */
const mostAsTree = 100;

type Asked = {
  /** The view in the address; null where it names none. */
  asked: ThreadView | null;
  /** The address names a post by its number, which only the flat view can lead to. */
  hasNumber: boolean;
  postCount: number;
  /** The view that this member chose last; null for visitors and before the first choice. */
  chosen: ThreadView | null;
};

/** The view of a page: what its address asks for, else flat for a numbered post, else the reader's choice, else by length. */
export function viewFor({ asked, hasNumber, postCount, chosen }: Asked): ThreadView {
  if (asked) return asked;
  if (hasNumber) return "flat";
  return chosen ?? (postCount > mostAsTree ? "flat" : "tree");
}

export const isThreadView = (text: string): text is ThreadView => threadViews.some((view) => view === text);

/** Orders of replies to the same post in the tree. */
export const treeSorts = ["worth", "new", "old"] as const;
export type TreeSort = (typeof treeSorts)[number];

export const sortWords: Record<TreeSort, string> = { worth: "Best first", new: "Newest first", old: "Oldest first" };

export type ViewQuery = {
  view: ThreadView | null;
  sort: TreeSort;
  /** The number of the post whose replies alone are shown. */
  branch: number | null;
  /** Of its direct replies only those after the one with this number. */
  after: number | null;
};

/** Reads the names of an address that concern the view; null for a bad value of one of them. */
export function readViewQuery(search: URLSearchParams): ViewQuery | null {
  const view = search.get("view");
  const sort = search.get("sort") ?? "worth";
  const branch = numberIn(search.get("branch"));
  const after = numberIn(search.get("after"));
  if (view !== null && !isThreadView(view)) return null;
  if (!isTreeSort(sort) || branch === undefined || after === undefined) return null;
  return { view, sort, branch, after };
}

const isTreeSort = (text: string): text is TreeSort => treeSorts.some((sort) => sort === text);

/** A post's number; null where there is none, undefined where the text is no number. */
function numberIn(text: string | null): number | null | undefined {
  if (text === null) return null;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
