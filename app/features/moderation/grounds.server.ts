/** Why a thread is locked and posts are hidden: the newest entries of the log about them. */
import { db } from "~/platform/db.server";
import { type Ground, theSite } from "./mod-action";

const select = { id: true, reason: true, postId: true, moderator: { select: { name: true } } } as const;

/** The entry that locked this thread or closed it; null without one. */
export async function findLockGround(threadId: number): Promise<Ground | null> {
  const found = await db.modAction.findFirst({
    where: { kind: { in: ["lock_thread", "close_thread"] }, threadId },
    orderBy: { id: "desc" },
    select,
  });
  return found && { id: found.id, reason: found.reason, moderator: found.moderator?.name ?? theSite };
}

/** The entries that hid these posts, by the post's id; posts that no moderator hid are left out. */
export async function listHideGrounds(postIds: number[]): Promise<Map<number, Ground>> {
  if (postIds.length === 0) return new Map();
  const found = await db.modAction.findMany({
    where: { kind: "hide_post", postId: { in: postIds } },
    orderBy: { id: "asc" },
    select,
  });
  return new Map(
    found.flatMap(({ id, reason, postId, moderator }) =>
      postId === null ? [] : [[postId, { id, reason, moderator: moderator?.name ?? theSite }]],
    ),
  );
}
