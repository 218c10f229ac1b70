import type { Member } from "~/features/auth/auth";
import type { VoteCounts } from "~/features/posts/posts";
import { findPostToSignal, moveVoteCounts } from "~/features/posts/posts.server";
import { inTransaction, type Tx } from "~/platform/db.server";
import { tellCountsLater } from "./tell-counts.server";
import { canSignal, hasRevision, movedBy, type VoteAxis } from "./vote";

type Vote = {
  member: Member;
  postId: number;
  axis: VoteAxis;
  value: number;
  /** The revision of the post that the member had before them; without it, the current one. */
  revision?: number | undefined;
};
export type SignalRefusal = "no-such-post" | "no-such-revision" | "not-allowed";
type Cast = { ok: true; counts: VoteCounts } | { ok: false; reason: SignalRefusal };

/** Sets a member's vote to this value, within the bounds of its axis; 0 removes it. Returns the post's counts. */
export async function castVote({ member, postId, axis, value, revision }: Vote): Promise<Cast> {
  const post = await findPostToSignal(postId);
  if (!post) return { ok: false, reason: "no-such-post" };
  if (!canSignal(member, { ...post, isHidden: false })) return { ok: false, reason: "not-allowed" };
  if (!hasRevision(post, revision)) return { ok: false, reason: "no-such-revision" };

  return inTransaction(async (tx) => {
    const key = { memberId: member.id, postId, axis };
    const read = revision ?? post.revision;
    const earlier = await holdVote(tx, key, read);
    if (value === 0) await tx.vote.delete({ where: { memberId_postId_axis: key } });
    else if (value !== earlier.value || read !== earlier.revision) await setVote(tx, key, value, read);

    const counts = await moveVoteCounts(tx, post, movedBy(axis, earlier.value, value));
    if (value !== earlier.value) await tellCountsLater(tx, post.threadId);
    return { ok: true, counts };
  });
}

type Key = { memberId: number; postId: number; axis: VoteAxis };

/**
 * The current vote, of value 0 if there is none. Creates and locks its row until the transaction ends, so that one
 * member's clicks run in order while different members wait for each other only at the counters.
 */
async function holdVote(tx: Tx, { memberId, postId, axis }: Key, revision: number) {
  const rows = await tx.$queryRaw<{ value: number; revision: number }[]>`
    insert into "Vote" as v ("memberId", "postId", "axis", "value", "revision")
    values (${memberId}, ${postId}, ${axis}::"VoteAxis", 0, ${revision})
    on conflict ("memberId", "postId", "axis") do update set "value" = v."value"
    returning "value", "revision"`;
  return rows[0]!;
}

async function setVote(tx: Tx, { memberId, postId, axis }: Key, value: number, revision: number) {
  await tx.$executeRaw`
    update "Vote" set "value" = ${value}, "revision" = ${revision}, "changedAt" = now()
    where "memberId" = ${memberId} and "postId" = ${postId} and "axis" = ${axis}::"VoteAxis"`;
}
