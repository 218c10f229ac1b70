import type { Member } from "~/features/auth/auth";
import { findPostToVote, moveVoteCounts, type VoteCounts } from "~/features/posts/posts.server";
import { inTransaction, type Tx } from "~/platform/db.server";
import { canVote, type VoteAxis } from "./vote";

type Vote = { member: Member; postId: number; axis: VoteAxis; value: number };
type Cast = { ok: true; counts: VoteCounts } | { ok: false; reason: "no-such-post" | "not-allowed" };

/** Sets a member's vote to this value; 0 removes it. Returns the post's counts. */
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
 * The current value of a vote, 0 if there is none. Creates and locks its row until the transaction ends, so that one
 * member's clicks run in order while different members wait for each other only at the counters.
 */
async function holdVote(tx: Tx, { memberId, postId, axis }: { memberId: number; postId: number; axis: VoteAxis }) {
  const rows = await tx.$queryRaw<{ value: number }[]>`
    insert into "Vote" as v ("memberId", "postId", "axis", "value")
    values (${memberId}, ${postId}, ${axis}::"VoteAxis", 0)
    on conflict ("memberId", "postId", "axis") do update set "value" = v."value"
    returning "value"`;
  return rows[0]!.value;
}
