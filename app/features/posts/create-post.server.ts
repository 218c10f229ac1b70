import type { Member } from "~/features/auth/auth";
import { databaseNow, inTransaction } from "~/platform/db.server";
import { claimSubmission, settleSubmission } from "./idempotency.server";
import type { Relation } from "./post";
import { type PostRefusal, Refusal, writePost } from "./write-post.server";

type Reply = {
  author: Member;
  threadId: number;
  body: string;
  parentId?: number | undefined;
  relation?: Relation | undefined;
  disclosure?: string | undefined;
  key?: string | undefined;
  /** The database's time, unless the post is dated (the demonstration is). */
  at?: Date | undefined;
};

export type Written = { ok: true; post: { id: number } } | { ok: false; reason: PostRefusal };

/** Adds a reply to a thread. Submitting it twice creates one post and returns it both times. */
export async function createPost({
  author,
  threadId,
  body,
  parentId,
  relation,
  disclosure,
  key,
  at,
}: Reply): Promise<Written> {
  return refusalAsValue(() =>
    inTransaction(async (tx) => {
      const place = `thread ${threadId} post ${parentId ?? ""}`;
      const claim = await claimSubmission(tx, { memberId: author.id, key, place, body });
      if (!claim.isNew) return { ok: true, post: { id: claim.postId } };

      const post = await writePost(tx, {
        threadId,
        author,
        body,
        parentId,
        relation,
        disclosure,
        at: at ?? (await databaseNow(tx)),
      });
      await settleSubmission(tx, author.id, claim.key, post.id);
      return { ok: true, post: { id: post.id } };
    }),
  );
}

/** Runs a command whose refusals roll back, and returns them as values. */
export async function refusalAsValue(command: () => Promise<Written>): Promise<Written> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.reason };
    throw error;
  }
}
