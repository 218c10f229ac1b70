import { z } from "zod";
import { ingredients } from "~/features/markdown/markdown";
import { Prisma, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { relationOf } from "./stored-relation";
import { documentKey, documentKeys, searchVector } from "./search-document";

const Derived = z.object({
  headings: z.array(z.object({ text: z.string() })).default([]),
  has: z.array(z.enum(ingredients)).default([]),
});

/** Makes a post's search document from what its row and its thread's say now. Answers whether it had none before. */
export async function writeSearchDocument(tx: Tx, postId: number): Promise<boolean> {
  const post = await tx.post.findUniqueOrThrow({
    where: { id: postId },
    select: {
      id: true,
      number: true,
      threadId: true,
      authorId: true,
      createdAt: true,
      relation: true,
      plainText: true,
      derived: true,
      thread: { select: { title: true, tags: { select: { tagId: true } } } },
    },
  });
  const { headings, has } = Derived.parse(post.derived);
  const vector = searchVector({ ...post, title: post.thread.title, headings: headings.map(({ text }) => text) });
  const keys = documentKeys({
    ...post,
    relation: relationOf(post.relation),
    has,
    tagIds: post.thread.tags.map(({ tagId }) => tagId),
  });
  const rows = await tx.$queryRaw<{ isNew: boolean }[]>`
    insert into "SearchDocument" ("postId", "threadId", "createdAt", "keys", "vector")
    values (${postId}, ${post.threadId}, ${post.createdAt}, ${keys}::int[], ${vector}::text::tsvector)
    on conflict ("postId") do update set
      "createdAt" = excluded."createdAt", "keys" = excluded."keys", "vector" = excluded."vector"
    returning (xmax = 0) as "isNew"`;
  return rows[0]!.isNew;
}

/** After a thread got another title or other tags: it is found by them at once, its replies as soon as a job gets to them. */
export async function refileSearch(tx: Tx, threadId: number, openingPostId: number) {
  await writeSearchDocument(tx, openingPostId);
  await enqueue(tx, "thread.refiled", { threadId, after: openingPostId });
}

/** Files documents under another tag than the one they are under, some thousand at a time. Answers whether any are left. */
export async function moveDocuments(tx: Tx, fromId: number, intoId: number): Promise<boolean> {
  const [from, into] = [documentKey("tag", fromId), documentKey("tag", intoId)];
  const moved = await tx.$executeRaw`
    update "SearchDocument" set "keys" = array_append(array_remove(array_remove("keys", ${from}::int), ${into}::int), ${into}::int)
    where "postId" in (select "postId" from "SearchDocument" where "keys" @> array[${from}::int] limit 2000)`;
  return moved === 2000;
}

/** Makes the documents of a thread's replies again after its title or tags changed, a hundred at a time, from `after` on. Null when that was all. */
export async function refileDocuments(tx: Tx, threadId: number, after: number): Promise<number | null> {
  const replies = await tx.$queryRaw<{ postId: number }[]>(
    Prisma.sql`select "postId" from "SearchDocument" where "threadId" = ${threadId} and "postId" > ${after} order by "postId" limit 100`,
  );
  for (const { postId } of replies) await writeSearchDocument(tx, postId);
  return replies.length < 100 ? null : replies.at(-1)!.postId;
}

/** Takes documents away: the posts are not found until they are written again. */
export async function dropSearchDocuments(tx: Tx, postIds: number[]) {
  await tx.searchDocument.deleteMany({ where: { postId: { in: postIds } } });
}
