import { visibleTo } from "~/features/auth/auth.server";
import { db, Prisma, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { asidesOf } from "./asides";
import { type PostDerived, readDerived } from "./post-derived";
import { relationOf } from "./stored-relation";
import { documentKey, documentKeys, lexemes, type SearchablePost, searchVector, tagStem } from "./search-document";

const searchable = {
  id: true,
  number: true,
  threadId: true,
  authorId: true,
  createdAt: true,
  relation: true,
  plainText: true,
  derived: true,
  thread: { select: { title: true, tags: { select: { tagId: true } } } },
} satisfies Prisma.PostSelect;

function toSearchable({
  thread,
  derived,
  ...post
}: Prisma.PostGetPayload<{ select: typeof searchable }>): SearchablePost {
  return {
    ...post,
    ...searchableOf({ plainText: post.plainText, derived: readDerived(derived) }),
    relation: relationOf(post.relation),
    title: thread.title,
    tagIds: thread.tags.map(({ tagId }) => tagId),
  };
}

/** What a document has of the post's text. */
export const searchableOf = ({ plainText, derived }: { plainText: string; derived: PostDerived }) => ({
  plainText,
  headings: derived.headings.map(({ text }) => text),
  asides: asidesOf(derived),
  has: derived.has,
});

/** Search documents of the public ones among these posts, by id. */
export async function listSearchablePosts(postIds: number[]): Promise<SearchablePost[]> {
  const posts = await db.post.findMany({
    where: { id: { in: postIds }, ...visibleTo(null), thread: visibleTo(null) },
    orderBy: { id: "asc" },
    select: searchable,
  });
  return posts.map(toSearchable);
}

/** The next posts after the id `after`, to fill an index. */
export async function listPostIdsAfter(after: number, take: number): Promise<number[]> {
  const rows = await db.post.findMany({
    where: { id: { gt: after } },
    orderBy: { id: "asc" },
    take,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The number of public posts. */
export const countFindablePosts = () => db.post.count({ where: { ...visibleTo(null), thread: visibleTo(null) } });

/** Writes a post's search document from its row and its thread's. Returns whether it is new. */
export async function writeSearchDocument(tx: Tx, postId: number): Promise<boolean> {
  const post = toSearchable(await tx.post.findUniqueOrThrow({ where: { id: postId }, select: searchable }));
  const rows = await tx.$queryRaw<{ isNew: boolean }[]>(searchDocument(post));
  return rows[0]!.isNew;
}

/** The statement that writes it, also for `writeTogether`; returns whether it is new as `isNew`. */
export const searchDocument = (post: SearchablePost) => Prisma.sql`
  insert into "SearchDocument" ("postId", "threadId", "createdAt", "keys", "vector")
  values (${post.id}, ${post.threadId}, ${post.createdAt}, ${documentKeys(post)}::int[], ${searchVector(post)}::text::tsvector)
  on conflict ("postId") do update set
    "threadId" = excluded."threadId", "createdAt" = excluded."createdAt", "keys" = excluded."keys", "vector" = excluded."vector"
  returning (xmax = 0) as "isNew"`;

/** Updates the opening post's document after a thread's title or tags changed; a job updates its replies. */
export async function refileSearch(tx: Tx, threadId: number, openingPostId: number) {
  await writeSearchDocument(tx, openingPostId);
  await enqueue(tx, "thread.refiled", { threadId, after: openingPostId });
}

/** Moves documents to another tag, a few thousand at a time. Returns whether any are left. */
export async function moveDocuments(tx: Tx, fromId: number, intoId: number): Promise<boolean> {
  const [from, into] = [documentKey("tag", fromId), documentKey("tag", intoId)];
  const own = [fromId, intoId].map((id) => lexemes.stem({ stem: tagStem(id) }));
  const ofThread = [fromId, intoId].map((id) => lexemes.context({ stem: tagStem(id) }));
  const moved = await tx.$executeRaw`
    update "SearchDocument" set
      "keys" = array_append(array_remove(array_remove("keys", ${from}::int), ${into}::int), ${into}::int),
      "vector" = ts_delete("vector", ${[own[0]!, ofThread[0]!]}::text[])
        || case when ${own[0]!}::text = any(tsvector_to_array("vector")) then array_to_tsvector(array[${own[1]!}::text]) else ''::tsvector end
        || case when ${ofThread[0]!}::text = any(tsvector_to_array("vector")) then array_to_tsvector(array[${ofThread[1]!}::text]) else ''::tsvector end
    where "postId" in (select "postId" from "SearchDocument" where "keys" @> array[${from}::int] limit 2000)`;
  return moved === 2000;
}

/**
 * Rewrites the documents of a thread's replies after its title or tags changed, a hundred at a time after the id
 * `after`. Returns the next id, or null at the end.
 */
export async function refileDocuments(tx: Tx, threadId: number, after: number): Promise<number | null> {
  const replies = await tx.$queryRaw<{ postId: number }[]>(
    Prisma.sql`select "postId" from "SearchDocument" where "threadId" = ${threadId} and "postId" > ${after} order by "postId" limit 100`,
  );
  for (const { postId } of replies) await writeSearchDocument(tx, postId);
  return replies.length < 100 ? null : replies.at(-1)!.postId;
}

/** The documents of an author's posts become another one's. */
export async function giveDocuments(tx: Tx, fromId: number, toId: number) {
  const [from, to] = [documentKey("author", fromId), documentKey("author", toId)];
  await tx.$executeRaw`
    update "SearchDocument" set "keys" = array_append(array_remove("keys", ${from}::int), ${to}::int)
    where "keys" @> array[${from}::int]`;
}

/** Removes documents: the posts aren't found until they are written again. */
export async function dropSearchDocuments(tx: Tx, postIds: number[]) {
  await tx.searchDocument.deleteMany({ where: { postId: { in: postIds } } });
}
