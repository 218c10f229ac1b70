import type { Member } from "~/features/auth/auth";
import { isTextAtFault } from "~/features/markdown/markdown.server";
import { lockThread, mergedSql } from "~/features/threads/threads.server";
import { db, Prisma, type Tx } from "~/platform/db.server";
import { TextOutdated } from "~/platform/reading-errors";
import { examineToPost, noteNew } from "./examine-to-post.server";
import { type Claimed, claimSubmission, settleSubmission } from "./idempotency.server";
import type { Relation } from "./post";
import { asWriter, reservePostId, withPreparedText } from "./prepare-text.server";
import { sameSubmission } from "./same-submission";
import { Refusal, writePost, type Written } from "./write-post.server";

export type { Written };

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
    const { now: _now, ...place } = await whereToAnswer(db, { threadId, parentId });
    nowIn = place.threadId;
    return { postId, body, place, isNew: true };
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
      const found = await whereToAnswer(tx, { threadId, parentId });
      if (found.threadId !== nowIn) throw new TextOutdated("The post was moved");
      const at = given ?? found.now;
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

type Answered = {
  /** The thread that a reply goes to: where the post that it answers was moved to, or the thread was merged into. */
  threadId: number;
  /** The number that the next post gets there, unless somebody is faster. */
  number: number;
  /** The database's time. */
  now: Date;
};

async function whereToAnswer(tx: Tx, { threadId, parentId }: Pick<Reply, "threadId" | "parentId">): Promise<Answered> {
  const wanted =
    parentId === undefined
      ? mergedSql(threadId)
      : Prisma.sql`(select p."threadId" from "PostMove" m join "Post" p on p."id" = m."postId"
          where m."postId" = ${parentId} and m."threadId" = ${threadId})`;
  const [answered] = await tx.$queryRaw<Answered[]>`
    select w."threadId", coalesce(t."nextNumber", 1) as "number", clock_timestamp() as "now"
    from (select coalesce(${wanted}, ${threadId}) as "threadId") w left join "Thread" t on t."id" = w."threadId"`;
  return answered!;
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
