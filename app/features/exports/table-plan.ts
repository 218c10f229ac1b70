/** What an export holds of a table. Every column is named: one that is added later is in no export until somebody decides. */
export type TablePlan = {
  /** Columns of both kinds, in this order. */
  columns: string[];
  /** Columns that `full` holds as they are; `public` holds what this SQL says. `x` is the row. */
  guarded?: Record<string, string>;
  /** Columns that no export holds, each with the reason. */
  leftOut?: Record<string, string>;
  /** Only `full` holds it, for this reason. */
  onlyFull?: string;
  /** Which rows `public` holds, as SQL about the row `x`; all of them when it isn't given. */
  rows?: string;
  /** Rows that stand in `public` for those that it doesn't show: a select of all columns, in their order. */
  standIns?: string;
  /** Columns that an import has to give, as SQL about the row `x` of the file. */
  given?: Record<string, string>;
  /** Written as CSV for each series instead, because these tables are the largest. */
  asSeries?: { file: string; rows?: string };
};

export type Kind = "public" | "full";

/** The names in a text of words. */
export const named = (text: string) => text.trim().split(/\s+/);

/** All columns that this kind may hold, in the order in which they are written. */
export const columnsOf = ({ columns, guarded = {} }: TablePlan) => [...columns, ...Object.keys(guarded)];

/** Ids of threads that visitors read, and of posts in them. */
export const seenThreads = `(select "id" from "Thread" where "status" = 'visible')`;
export const seenPosts = `(select p."id" from "Post" p join "Thread" t on t."id" = p."threadId" where p."status" = 'visible' and t."status" = 'visible')`;

export const ofSeenPost = `x."postId" in ${seenPosts}`;
