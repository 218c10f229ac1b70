/** The versions of content at one moment, at one server, as the rows of `ContentVersion` and `ThreadVersion` say them. */

/** The columns of `versionColumns`, whose first parameter is the threads that are asked about. */
export type VersionRow = {
  timeline: string;
  everything: string;
  global: string;
  fingerprint: string;
  numbers: string;
  threads: Record<string, string> | null;
};

/** A thread's changes are counted beside the global ones, which concern whatever is not known to be a thread's alone. */
export const versionColumns = `coalesce(sum("version"), 0)::text as everything, coalesce(sum("global"), 0)::text as global,
    coalesce(sum(hashint8extended("global", "backend")) filter (where "global" > 0), 0)::text as fingerprint,
    coalesce(sum(hashint8extended("numbers", "backend")) filter (where "numbers" > 0), 0)::text as numbers,
    (select json_object_agg(t."threadId", t.version) from (
      select "threadId", sum("version")::text as version from "ThreadVersion" where "threadId" = any($1::int[]) group by 1
    ) t) as threads`;

/** The versions at one moment. Each begins with the primary's timeline: what was counted on an older one may have been lost. */
export type Versions = {
  /** A string that changes with every committed change. */
  all: string;
  /** The number of committed changes. */
  count: string;
  /**
   * A string that is the same at two servers only if both show the same changes, all but those that concern threads alone.
   * Two transactions may be seen in another order there: sums could be equal and the rows not.
   */
  global: string;
  /** A string that changes with every committed change of measured numbers, which the other versions don't count. */
  numbers: string;
  /**
   * A string that changes with every committed change but those that concern other threads alone; null when one of these
   * threads was not asked about.
   */
  of(threads: readonly number[]): string | null;
};

export const toVersions = (row: VersionRow, asked: ReadonlySet<number>): Versions => ({
  all: `${row.timeline} ${row.everything}`,
  count: row.everything,
  global: `${row.timeline} ${row.global} ${row.fingerprint}`,
  numbers: `${row.timeline}/${row.numbers}`,
  of: (threads) =>
    threads.every((thread) => asked.has(thread))
      ? [`${row.timeline}/${row.global}`, ...threads.map((thread) => `${thread}:${row.threads?.[thread] ?? 0}`)].join(
          " ",
        )
      : null,
});
