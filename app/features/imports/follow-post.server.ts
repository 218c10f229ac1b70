import {
  findImportedText,
  restoreImported,
  rewriteImported,
  setImportedWorth,
  withdrawImported,
} from "~/features/posts/posts.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { likesOf, type Post, type WholeTopic } from "./discourse";
import { hashOfPost, withdrawn } from "./hash-there";
import { isOpen } from "./note";
import type { Run } from "./run";
import { writeReadable } from "./write-readable.server";

type Stored = { postId: number; hash: string; revision: number };

/** Takes over what changed of a post that is here: its text, its likes, and that it was shown again. */
export async function followPost(run: Run, topic: WholeTopic, post: Post, { postId, hash: stored, revision }: Stored) {
  const key = { originId_externalId: { originId: run.originId, externalId: post.id } };
  let isChanged = false;
  if (stored === withdrawn) {
    await inTransaction(async (tx) => {
      isChanged = await restoreImported(tx, postId);
      await tx.importedPost.update({ where: key, data: { hash: "" }, select: { hash: true } });
    });
  }
  const hash = hashOfPost(post);
  if (hash !== stored) {
    const before = await findImportedText(postId);
    const at = post.updated_at ?? (await databaseNow());
    const written = await writeReadable(run, topic, post, before.authorId, async (body, notes) => {
      const done = { hash, notes, isOpen: isOpen(notes) };
      if (before.body === body && before.revision === revision) {
        await db.importedPost.update({ where: key, data: done, select: { hash: true } });
        return revision;
      }
      const reason = `Changed at ${new URL(run.there.address).host}.`;
      return rewriteImported({ postId, body, revision, at, reason }, async (tx, number) => {
        await tx.importedPost.update({ where: key, data: { ...done, revision: number }, select: { hash: true } });
      });
    });
    if (written === null) run.note("edited-here", `topic ${topic.id}, post ${post.post_number}`);
    else isChanged = true;
  }
  if (await inTransaction((tx) => setImportedWorth(tx, postId, likesOf(post)))) isChanged = true;
  if (isChanged) run.counts.changedPosts += 1;
}

/** Takes a post away that is no longer shown there. */
export async function withdraw(run: Run, post: Post, postId: number) {
  await inTransaction(async (tx) => {
    // One that its author or a moderator took away here stays away, whatever is done there later.
    if (!(await withdrawImported(tx, postId))) return;
    run.counts.withdrawnPosts += 1;
    await tx.importedPost.update({
      where: { originId_externalId: { originId: run.originId, externalId: post.id } },
      data: { hash: withdrawn },
      select: { hash: true },
    });
  });
}
