import type { Member } from "~/features/auth/auth";
import { findPostToVote, moveVoteCounts, type VoteCounts } from "~/features/posts/posts.server";
import { inTransaction, type Tx } from "~/platform/db.server";
import { canVote, type VoteAxis } from "./vote";

type Vote = { member: Member; postId: number; axis: VoteAxis; value: number };
type Cast = { ok: true; counts: VoteCounts } | { ok: false; reason: "no-such-post" | "not-allowed" };

/** Sets a member's vote to this value, whatever it was; 0 takes it back. Answers with the post's counts. */
export async function castVote({ member, postId, axis, value }: Vote): Promise<Cast> {
  const post = await findPostToVote(postId);
  if (!post) return { ok: false, reason: "no-such-post" };
  if (!canVote(member, { ...post, isHidden: false })) return { ok: false, reason: "not-allowed" };

  return inTransaction(async (tx) => {
    const key = { memberId: member.id, postId, axis };
    const earlier = await holdVote(tx, key);
    if (value === 0) await tx.vote.delete({ where: { memberId_postId_axis: key } });
    else await tx.vote.update({ where: { memberId_postId_axis: key }, data: { value } });

    return { ok: true, counts: await moveVoteCounts(tx, post, axis, value - earlier) };
  });
}

/**
 * The value of a vote, 0 for one not cast yet. Its row is there and locked until the transaction ends: a member's
 * clicks follow one another, and different members don't wait for each other until the counters.
 */
async function holdVote(tx: Tx, { memberId, postId, axis }: { memberId: number; postId: number; axis: VoteAxis }) {
  const rows = await tx.$queryRaw<{ value: number }[]>`
    insert into "Vote" as v ("memberId", "postId", "axis", "value")
    values (${memberId}, ${postId}, ${axis}::"VoteAxis", 0)
    on conflict ("memberId", "postId", "axis") do update set "value" = v."value"
    returning "value"`;
  return rows[0]!.value;
}
