/** Facts about a tag from its public threads. */
import type { Viewer } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import type { Tag, TagKind } from "~/features/tags/tags";
import { db } from "~/platform/db.server";

/** Counts above this are shown as "more than". */
export const mostCounted = 1_000;
const newestRead = 1_000;
/** Added to a tag's size, so that one shared thread doesn't make a tag with a single thread related. */
const doubt = 8;

/** The number of threads under any of these tags; `mostCounted + 1` means more than `mostCounted`. */
export async function countTaggedThreads(tagIds: number[]): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select distinct tt."threadId" from "ThreadTag" tt join "Thread" t on t."id" = tt."threadId"
      where tt."tagId" = any(${tagIds}) and ${visibleToSql(null, "t")} limit ${mostCounted + 1}
    ) threads`;
  return rows[0]!.count;
}

/**
 * The number of threads that a merge would move, including hidden ones, and of those that have the other tag already.
 */
export async function countThreadsToMove(fromId: number, intoId: number): Promise<{ all: number; withBoth: number }> {
  const rows = await db.$queryRaw<{ all: number; withBoth: number }[]>`
    select count(*)::int as "all", count(kept."tagId")::int as "withBoth" from "ThreadTag" gone
    left join "ThreadTag" kept on kept."threadId" = gone."threadId" and kept."tagId" = ${intoId}
    where gone."tagId" = ${fromId}`;
  return rows[0]!;
}

/**
 * Related tags: those that share more threads than their size suggests, by cosine similarity, damped for small tags.
 * Reads the newest 1,000 threads, so that a busy tag costs no more than a quiet one.
 */
export async function listRelatedTags(tagId: number, take: number): Promise<(Tag & { together: number })[]> {
  return db.$queryRaw<(Tag & { together: number })[]>`
    select tag."id", tag."slug", tag."name", tag."kind"::text as "kind", count(*)::int as "together"
    from (
      select tt."threadId" from "ThreadTag" tt join "Thread" t on t."id" = tt."threadId"
      where tt."tagId" = ${tagId} and ${visibleToSql(null, "t")} order by tt."threadId" desc limit ${newestRead}
    ) newest
    join "ThreadTag" other on other."threadId" = newest."threadId" and other."tagId" <> ${tagId}
    join "Tag" tag on tag."id" = other."tagId"
    group by tag."id"
    order by count(*) / sqrt(tag."threadCount" + ${doubt}) desc, tag."name"
    limit ${take}`;
}

/** The tags of the threads in which this member posted most, as far as this viewer may read them. */
export async function listTagsPostedIn(authorId: number, viewer: Viewer, take: number) {
  return db.$queryRaw<{ slug: string; name: string; kind: TagKind; posts: number }[]>`
    select g."slug", g."name", g."kind"::text as "kind", count(*)::int as "posts"
    from "Post" p
    join "Thread" t on t."id" = p."threadId"
    join "ThreadTag" tt on tt."threadId" = t."id"
    join "Tag" g on g."id" = tt."tagId"
    where p."authorId" = ${authorId} and ${visibleToSql(viewer, "p")} and ${visibleToSql(viewer, "t")}
    group by g."id" order by "posts" desc, g."id" limit ${take}`;
}
