import { recountCited } from "~/features/citations/citations.server";
import { db, inTransaction, type Tx } from "~/platform/db.server";
import { type LockedPost, lockPost } from "./lock-post.server";
import { setStatus } from "./delete-post.server";

/**
 * Withdraws the posts of a member that nobody answered or quoted: text and revisions are gone, the number stays taken. The
 * newest first, so that a member's own replies answer nothing. The text of posts that the member had deleted goes with them.
 * Returns how many were withdrawn.
 */
export async function withdrawUnanswered(authorId: number): Promise<number> {
  const posts = await db.post.findMany({
    where: { authorId, status: { in: ["visible", "deleted"] } },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  let count = 0;
  for (const { id } of posts)
    count += await inTransaction(async (tx) => {
      const post = await lockPost(tx, id);
      if (!post || post.author.id !== authorId || (await isAnswered(tx, post))) return 0;
      if (post.status === "visible") await setStatus(tx, post, "deleted", -1);
      await forgetText(tx, post);
      return 1;
    });
  return count;
}

async function isAnswered(tx: Tx, { id, number, status, thread, author }: LockedPost): Promise<boolean> {
  if (status === "deleted") return false;
  if (number === 1 && thread.postCount > 1) return true;
  if ((await tx.post.count({ where: { parentId: id, status: { not: "deleted" } } })) > 0) return true;
  return (await tx.quote.count({ where: { quotedPostId: id, post: { authorId: { not: author.id } } } })) > 0;
}

/** Removes a post's words wherever they are kept. One empty revision stays, which a post must have. */
async function forgetText(tx: Tx, { id: postId, number, revision, thread }: LockedPost) {
  const where = { postId };
  await tx.postRevision.deleteMany({ where: { postId, number: { not: revision } } });
  await tx.postRevision.updateMany({ where: { postId, number: revision }, data: { body: "", reason: "" } });
  await tx.claim.deleteMany({ where });
  await recountCited(tx, { postId });
  await tx.citation.deleteMany({ where });
  await tx.citationChange.deleteMany({ where });
  await tx.sourceMention.deleteMany({ where });
  await tx.mention.deleteMany({ where });
  await tx.quote.deleteMany({ where });
  await tx.postPicture.deleteMany({ where });
  await tx.postWidget.deleteMany({ where });
  await tx.searchDocument.deleteMany({ where });
  await tx.post.update({
    where: { id: postId },
    data: { html: "", derived: {}, plainText: "", readableText: "", disclosure: "" },
  });
  if (number !== 1) return;
  const title = "A withdrawn thread";
  await tx.thread.update({ where: { id: thread.id }, data: { title, slug: "withdrawn", tldr: "" } });
  await tx.threadEvent.deleteMany({ where: { threadId: thread.id, kind: "renamed" } });
}
