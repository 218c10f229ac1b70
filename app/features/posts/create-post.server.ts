import type { Member } from "~/features/auth/auth";
import { isTextAtFault } from "~/features/markdown/markdown.server";
import { followMerge, lockThread } from "~/features/threads/threads.server";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { TextOutdated } from "~/platform/reading-errors";
import { examineToPost, noteNew } from "./examine-to-post.server";
import { type Claimed, claimSubmission, settleSubmission } from "./idempotency.server";
import type { Relation } from "./post";
import { asWriter, reservePostId, withPreparedText } from "./prepare-text.server";
import { sameSubmission } from "./same-submission";
import { Refusal, writePost, type Written } from "./write-post.server";

type Reply = {
  author: Member;
  threadId: number;
  body: string;
  parentId?: number | undefined;
  relation?: Relation | undefined;
  disclosure?: string | undefined;
  key?: string | undefined;
  /** The network that it was sent from, as the request knows it; none for a mail. */
  address?: string | undefined;
  /** The database's time, unless the post is dated (the demonstration is). */
  at?: Date | undefined;
};

/** Adds a reply to a thread. Submitting it twice creates one post and returns it both times. */
export function createPost(reply: Reply): Promise<Written> {
  return sameSubmission(["reply", reply], () => write(reply));
}

async function write({
  author,
  threadId,
  body,
  parentId,
  relation,
  disclosure,
  key,
  address,
  at: given,
}: Reply): Promise<Written> {
  const postId = await reservePostId();
  let nowIn = threadId;
  const find = async () => {
    nowIn = await whereToAnswer(db, { threadId, parentId });
    return { postId, body, place: { threadId: nowIn, number: await nextNumber(nowIn) }, isNew: true };
  };
  return refusalAsValue(() =>
    withPreparedText(asWriter(author), find, async (tx, text) => {
      const claim = await claimSubmission(tx, {
        memberId: author.id,
        key,
        place: `thread ${threadId} post ${parentId ?? ""}`,
        body: text.body,
      });
      if (!claim.isNew) return writtenBefore(claim);

      await lockThread(tx, nowIn);
      if ((await whereToAnswer(tx, { threadId, parentId })) !== nowIn) throw new TextOutdated("The post was moved");
      const at = given ?? (await databaseNow(tx));
      const place = { threadId: nowIn, parentId, relation, disclosure, at };
      const examined = await examineToPost(tx, { author, text, address, key: claim.key, ...place });
      if (!examined.ok) return examined.written;
      const post = await writePost(tx, { author, text, ...place });
      await noteNew(tx, examined, post);
      await settleSubmission(tx, author.id, claim.key, post.id);
      return { ok: true, post: { id: post.id } };
    }),
  );
}

/** The thread that a reply goes to: where the post that it answers was moved to, or the thread was merged into. */
async function whereToAnswer(tx: Tx, { threadId, parentId }: Pick<Reply, "threadId" | "parentId">): Promise<number> {
  if (parentId === undefined) return followMerge(threadId, tx);
  const moved = await tx.postMove.findFirst({
    where: { postId: parentId, threadId },
    select: { post: { select: { threadId: true } } },
  });
  return moved?.post.threadId ?? threadId;
}

/** The number that the thread's next post gets, unless somebody is faster. */
async function nextNumber(threadId: number) {
  const thread = await db.thread.findUnique({ where: { id: threadId }, select: { nextNumber: true } });
  return thread?.nextNumber ?? 1;
}

/** The answer to a form that was sent before. */
export const writtenBefore = ({ postId, earlier }: Extract<Claimed, { isNew: false }>): Written =>
  earlier === null
    ? { ok: true, post: { id: postId } }
    : { ok: false, reason: "sent-before", earlier: { id: postId, body: earlier } };

/** Runs a command whose refusals roll back, and returns them as values. */
export async function refusalAsValue(command: () => Promise<Written>): Promise<Written> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof Refusal && error.notNow) return { ok: false, reason: "not-now", notNow: error.notNow };
    if (error instanceof Refusal && error.reason !== "not-now") return { ok: false, reason: error.reason };
    if (isTextAtFault(error)) return { ok: false, reason: "text-not-renderable" };
    throw error;
  }
}
