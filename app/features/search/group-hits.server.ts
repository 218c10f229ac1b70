/** Turns the posts found by any engine into a page of results: grouped by thread, sorted, with facets. */
import type { Viewer } from "~/features/auth/auth";
import { unseenSql } from "~/features/auth/auth.server";
import { readDocumentKey } from "~/features/posts/posts";
import { databaseFault } from "~/platform/database-faults";
import { db, inTransaction, keepsStatements, Prisma } from "~/platform/db.server";
import { type Facets, type Found, type FoundThread, SearchTooSlow, type SearchRequest } from "./search-engine";

/** The time limit of a search behind a pooler, whose connections have none of their own; in milliseconds. */
const longestSearch = 3_000;

/** Posts that this viewer may not read are neither found nor counted. `d` is the document. */
export const seenBy = (viewer: Viewer) =>
  Prisma.sql`d."postId" not in (${unseenSql(viewer, "Post")}) and d."threadId" not in (${unseenSql(viewer, "Thread")})`;

/** A small bonus for newer posts, in whole days, so that all pages of one search are sorted the same way. */
export const freshness = (day: number) =>
  Prisma.sql`(1 + 0.15 * exp(-(greatest(0, ${day}::float8 - extract(epoch from d."createdAt") / 86400)) / 540))`;

type Grouping = {
  /** A query for the hits: `postId`, `threadId`, `keys`, `value` (largest first) and `part0` … of a loose search. */
  hits: Prisma.Sql;
  /** In a loose search the places of its terms in the query, each with a score in `part0` …; null otherwise. */
  parts: number[] | null;
  /** The sort value of a thread, from its hits; null excludes the thread. */
  threadValue: Prisma.Sql;
};

/** The column with a term's score in a loose search. */
export const part = (index: number) => Prisma.raw(`"part${index}"`);

const bestPart = (index: number) => Prisma.sql`max(${part(index)})`;

/**
 * The sort value of a thread in a loose search: the best of each term in any of its posts, and the post that has most together,
 * less by what it lacks of terms with these weights. Null below a third of the terms.
 */
export function looseValue(weights: number[]): Prisma.Sql {
  const sumOf = (values: Prisma.Sql[]) => Prisma.join(values, " + ");
  const has = weights.map((_, index) => Prisma.sql`(${bestPart(index)} > 0)::int`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const covered = sumOf(weights.map((weight, index) => Prisma.sql`${weight / total}::float8 * ${has[index]!}`));
  return Prisma.sql`case when ${sumOf(has)} >= ${Math.ceil(weights.length / 3)}
    then round((1e6 * (${sumOf(weights.map((_, index) => bestPart(index)))}) + max("value")) * (${covered})) end`;
}

/** One statement: the hits, the page's threads and the facets. */
export function groupingStatement(
  { cursor, take, perThread }: SearchRequest,
  { hits, parts, threadValue }: Grouping,
): Prisma.Sql {
  const after = cursor
    ? Prisma.sql`and ("value", "threadId") < (${String(cursor.value)}::text::float8, ${cursor.threadId})`
    : Prisma.empty;
  const lacks = parts?.map(
    (place, index) => Prisma.sql`case when ${bestPart(index)} > 0 then null else ${place}::int end`,
  );
  const missing = lacks ? Prisma.sql`array_remove(array[${Prisma.join(lacks)}], null)` : Prisma.sql`null::int[]`;
  // Nothing is joined with all hits, because PostgreSQL doesn't foresee how many there are.
  return Prisma.sql`
    with hit as materialized (${hits}),
    thread as materialized (
      select "threadId", ${threadValue} as "value", count(*)::int as "count", min("keys") as "keys", ${missing} as "missing"
      from hit group by "threadId"
    ),
    page as materialized (select * from thread where "value" is not null ${after} order by "value" desc, "threadId" desc limit ${take + 1}),
    best as materialized (
      select "threadId", json_agg("postId" order by "place") as "postIds" from (
        select "threadId", "postId", row_number() over (partition by "threadId" order by "value" desc, "postId") as "place"
        from hit where "threadId" = any(array(select "threadId" from page))) placed
      where "place" <= ${perThread} group by "threadId"
    )
    select
      (select count(*)::int from hit) as "posts",
      (select coalesce(json_agg(json_build_object('threadId', page."threadId", 'value', page."value", 'count', page."count",
          'postIds', best."postIds", 'missing', page."missing") order by page."value" desc, page."threadId" desc), '[]'::json)
        from page join best on best."threadId" = page."threadId") as "threads",
      (select coalesce(json_agg(json_build_array(facet."key", facet."count")), '[]'::json) from
        (${facets}) facet) as "facets"`;
}

/**
 * The keys of tags, authors and years with the number of their posts. All posts of a thread have its tags, so that one of them
 * is enough; author and year are the second and the third key of each.
 */
const facets = Prisma.sql`
  (select "key", sum("count")::int as "count" from (
      select unnest("keys") as "key", "count" from thread) tagged
    where "key" % 8 = 1 group by "key" order by 2 desc, 1 limit 200)
  union all
  (select coalesce("author", "year"), count(*)::int from (select "keys"[2] as "author", "keys"[3] as "year" from hit) written
    where "author" % 8 = 2 and "year" % 8 = 3 group by grouping sets (("author"), ("year")) order by 2 desc, 1 limit 400)`;

type Row = {
  posts: number;
  threads: (FoundThread & { value: number })[];
  facets: [number, number][];
};

/** Runs the statement; throws `SearchTooSlow` at the time limit. */
export async function group(
  { take }: SearchRequest,
  statement: Prisma.Sql,
  day: number,
): Promise<Omit<Found, "isCut">> {
  const row = await withinTime(statement);
  const page = row.threads.slice(0, take);
  const last = page.at(-1);
  return {
    threads: page.map(({ threadId, count, postIds, missing }) => ({ threadId, count, postIds, missing })),
    next: row.threads.length > take && last ? { value: last.value, threadId: last.threadId, day } : null,
    posts: row.posts,
    facets: readFacets(row.facets),
  };
}

async function withinTime(statement: Prisma.Sql): Promise<Row> {
  try {
    const rows = await (keepsStatements() ? db.$queryRaw<Row[]>(statement) : withLimit(statement));
    return rows[0]!;
  } catch (error) {
    if (databaseFault(error) === "timeout") throw new SearchTooSlow("A search took too long");
    throw error;
  }
}

const withLimit = (statement: Prisma.Sql) =>
  inTransaction(async (tx) => {
    await tx.$queryRaw`select set_config('statement_timeout', ${String(longestSearch)}, true)`;
    return tx.$queryRaw<Row[]>(statement);
  });

function readFacets(counts: [number, number][]): Facets {
  const read = counts.map(([key, count]) => ({ ...readDocumentKey(key), count }));
  const of = (kind: string) =>
    read.filter((facet) => facet.kind === kind).map(({ value, count }) => ({ value, count }));
  return {
    tags: of("tag"),
    authors: of("author"),
    years: of("year").toSorted((a, b) => b.value - a.value),
  };
}
