import type { Viewer } from "~/features/auth/auth";
import { listMovedSince } from "~/features/claims/claims.server";
import { Prisma } from "~/platform/db.server";
import { readTogether } from "~/platform/read-together.server";
import { noSignals, type PostSignals } from "./post-signals";
import { isReactionKind } from "./reaction";

type Row = { postId: number; kind: string; value: number; revision: number; changedAt: string };

/**
 * This viewer's votes and reactions on these posts, by post; posts without any are left out. One query, and one more for those
 * who agreed or disagreed with a post.
 */
export async function listSignals(
  viewer: Viewer,
  posts: { id: number; revision: number }[],
): Promise<Record<number, PostSignals>> {
  if (!viewer || posts.length === 0) return {};
  const ids = posts.map(({ id }) => id);
  const rows = await readTogether<Row>(Prisma.sql`
    select "postId", "axis"::text as kind, "value"::int as value, "revision", "changedAt" from "Vote"
    where "memberId" = ${viewer.id} and "postId" = any(${ids}::int[])
    union all select "postId", "kind", 1, "revision", "changedAt" from "Reaction"
    where "memberId" = ${viewer.id} and "postId" = any(${ids}::int[])`);
  const agreed = rows.filter(({ kind }) => kind === "agree");
  const moved = await listMovedSince(
    viewer,
    new Map(agreed.map(({ postId, changedAt }) => [postId, new Date(changedAt)])),
  );

  const current = new Map(posts.map(({ id, revision }) => [id, revision]));
  const signals: Record<number, PostSignals> = {};
  for (const { postId, kind, value, revision } of rows) {
    const own = (signals[postId] ??= { ...noSignals, reactions: [] });
    if (kind === "worth") own.worth = value;
    if (kind === "agree") {
      own.agree = value;
      own.since = { isEdited: revision < current.get(postId)!, isMoved: moved.has(postId) };
    }
    if (isReactionKind(kind)) own.reactions.push(kind);
  }
  return signals;
}
