/** Erasing one revision's text, where it has somebody's personal data in it. */
import type { Member } from "~/features/auth/auth";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { findChange, writeRevision } from "./edit-post.server";
import { lockPost } from "./lock-post.server";
import { asWriter, withPreparedText } from "./prepare-text.server";

/** What stands in the place of a current text that was erased, until its author writes another. */
const inItsPlace = "*A moderator erased this text.*";

type Erasure = { by: Member; postId: number; revision: number };
type Erased = { ok: true; threadId: number } | { ok: false; reason: "no-such-revision" | "erased-before" | "own-post" };

/**
 * Erases the text of a revision for good; the current one is followed by a new one that says so. `also` does more in the same
 * transaction. Nobody erases what they wrote themselves, and callers check the other rights.
 */
export function eraseRevision(
  { by, postId, revision }: Erasure,
  also: (tx: Tx, done: { threadId: number; at: Date }) => Promise<void>,
): Promise<Erased> {
  const find = async () => {
    const post = await db.post.findUnique({ where: { id: postId }, select: { revision: true } });
    return post?.revision === revision ? findChange(postId, inItsPlace) : null;
  };
  return withPreparedText(asWriter(by), find, async (tx, text): Promise<Erased> => {
    const post = await lockPost(tx, postId);
    const key = { postId, number: revision };
    const row =
      post && (await tx.postRevision.findUnique({ where: { postId_number: key }, select: { erasedAt: true } }));
    if (!row) return { ok: false, reason: "no-such-revision" };
    if (row.erasedAt) return { ok: false, reason: "erased-before" };
    if (post.author.id === by.id) return { ok: false, reason: "own-post" };
    const at = await databaseNow(tx);
    if (post.revision === revision)
      await writeRevision(tx, { postId, post, text, reason: "A moderator erased the text.", editorId: by.id, at });
    await tx.postRevision.update({
      where: { postId_number: key },
      data: { body: "", reason: "", erasedAt: at },
      select: { number: true },
    });
    await forgetPassages(tx, { postId, revision });
    await also(tx, { threadId: post.thread.id, at });
    return { ok: true, threadId: post.thread.id };
  });
}

/** What is kept of a text beside it: passages around numbers that are gone from the post, and what an edit did to citations. */
async function forgetPassages(tx: Tx, { postId, revision }: { postId: number; revision: number }) {
  await tx.claim.updateMany({
    where: { postId, ordinal: null },
    data: { before: "", after: "", title: "", heading: "" },
  });
  await tx.citationChange.updateMany({
    where: { postId, revision: { in: [revision, revision + 1] } },
    data: { before: "", after: "" },
  });
}
