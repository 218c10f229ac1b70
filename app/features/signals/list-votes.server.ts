import type { Viewer } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import type { VotesByPost } from "./vote";

/** This viewer's votes on these posts. */
export async function listVotesOf(viewer: Viewer, postIds: number[]): Promise<VotesByPost> {
  const votes: VotesByPost = {};
  if (!viewer || postIds.length === 0) return votes;
  const rows = await db.vote.findMany({
    where: { memberId: viewer.id, postId: { in: postIds }, value: { gt: 0 } },
    select: { postId: true, axis: true },
  });
  for (const { postId, axis } of rows) (votes[postId] ??= []).push(axis);
  return votes;
}
