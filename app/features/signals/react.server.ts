import type { Member } from "~/features/auth/auth";
import { findPostToSignal, moveReactionCount } from "~/features/posts/posts.server";
import { inTransaction, type Tx } from "~/platform/db.server";
import type { SignalRefusal } from "./cast-vote.server";
import type { ReactionKind } from "./reaction";
import { tellCountsLater } from "./tell-counts.server";
import { canSignal, hasRevision } from "./vote";

type Reaction = {
  member: Member;
  postId: number;
  kind: ReactionKind;
  /** Whether the member reacts, or takes the reaction back. */
  value: boolean;
  /** The revision of the post that the member had before them; without it, the current one. */
  revision?: number | undefined;
};
type Reacted = { ok: true; counts: Record<string, number> } | { ok: false; reason: SignalRefusal };

/** Adds a member's reaction to a post, or takes it back. Returns the post's counts by kind. */
export async function react({ member, postId, kind, value, revision }: Reaction): Promise<Reacted> {
  const post = await findPostToSignal(postId);
  if (!post) return { ok: false, reason: "no-such-post" };
  if (!canSignal(member, { ...post, isHidden: false })) return { ok: false, reason: "not-allowed" };
  if (!hasRevision(post, revision)) return { ok: false, reason: "no-such-revision" };

  return inTransaction(async (tx) => {
    const key = { memberId: member.id, postId, kind };
    const by = value ? await add(tx, key, revision ?? post.revision) : -(await remove(tx, key));
    const counts = await moveReactionCount(tx, post, kind, by);
    if (by !== 0) await tellCountsLater(tx, post.threadId);
    return { ok: true, counts };
  });
}

type Key = { memberId: number; postId: number; kind: ReactionKind };

/** Adds the row, or lets it speak about this revision; returns how many rows were added. */
async function add(tx: Tx, { memberId, postId, kind }: Key, revision: number): Promise<number> {
  const added = await tx.$executeRaw`
    insert into "Reaction" ("memberId", "postId", "kind", "revision") values (${memberId}, ${postId}, ${kind}, ${revision})
    on conflict ("memberId", "postId", "kind") do nothing`;
  if (added === 0)
    await tx.$executeRaw`
      update "Reaction" set "revision" = ${revision}, "changedAt" = now()
      where "memberId" = ${memberId} and "postId" = ${postId} and "kind" = ${kind} and "revision" <> ${revision}`;
  return added;
}

async function remove(tx: Tx, key: Key): Promise<number> {
  const { count } = await tx.reaction.deleteMany({ where: key });
  return count;
}
