import { rendererVersion } from "~/features/markdown/markdown";
import { db } from "~/platform/db.server";
import { log } from "~/platform/log.server";
import { reprocessPost } from "./reprocess-post.server";

/** Renders posts again that an older renderer made, newest first, until `deadline`. Answers whether any are left. */
export async function reprocessOutdated(deadline: Date): Promise<boolean> {
  while (new Date() < deadline) {
    const outdated = await db.post.findMany({
      where: { rendererVersion: { lt: rendererVersion } },
      orderBy: { id: "desc" },
      take: 50,
      select: { id: true },
    });
    if (outdated.length === 0) return false;
    for (const { id } of outdated) await reprocessOrKeep(id);
  }
  return true;
}

/** Renders again the posts that show this picture, or would if it were there. */
export async function reprocessShowing(hash: string): Promise<void> {
  const shown = await db.postPicture.findMany({ where: { hash }, select: { postId: true } });
  for (const { postId } of shown) await reprocessOrKeep(postId);
}

/** A text that today's renderer refuses keeps the html it has: old is better than gone. */
async function reprocessOrKeep(id: number) {
  try {
    await db.$transaction((tx) => reprocessPost(tx, id));
  } catch (error) {
    log().error({ err: error, post: id }, "a post could not be rendered again");
    await db.post.update({ where: { id }, data: { rendererVersion } });
  }
}
