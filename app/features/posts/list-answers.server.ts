/** What replies to posts: the first of them, and a member's own. */
import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import type { PostView } from "./post";

/**
 * The first reply to each of these posts of a page that this viewer may read, by the id of the post replied to. A reply on
 * the page comes before every one on a later page, so only replies elsewhere are asked for.
 */
export async function listFirstReplies(posts: PostView[], viewer: Viewer) {
  const first = new Map<number, { id: number; number: number }>();
  for (const { id, number, parent } of posts) if (parent && !first.has(parent.id)) first.set(parent.id, { id, number });
  const elsewhere = posts.filter(({ id, replyCount }) => replyCount > 0 && !first.has(id)).map(({ id }) => id);
  if (elsewhere.length === 0) return first;
  const rows = await db.post.findMany({
    where: { parentId: { in: elsewhere }, ...visibleTo(viewer) },
    orderBy: [{ parentId: "asc" }, { number: "asc" }],
    distinct: ["parentId"],
    select: { id: true, number: true, parentId: true },
  });
  for (const { parentId, ...row } of rows) if (parentId !== null) first.set(parentId, row);
  return first;
}

/** When this member last replied to each of these posts; posts without a reply are left out. */
export async function listAnswerTimes(memberId: number, postIds: number[]): Promise<Map<number, string>> {
  if (postIds.length === 0) return new Map();
  const rows = await db.post.groupBy({
    by: ["parentId"],
    where: { authorId: memberId, parentId: { in: postIds }, status: "visible" },
    _max: { createdAt: true },
  });
  return new Map(
    rows.flatMap(({ parentId, _max }) =>
      parentId && _max.createdAt ? [[parentId, _max.createdAt.toISOString()]] : [],
    ),
  );
}
