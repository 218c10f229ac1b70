import { rendererVersion } from "~/features/markdown/markdown";
import { isTextAtFault } from "~/features/markdown/markdown.server";
import { isForLater } from "~/platform/database-faults";
import { db } from "~/platform/db.server";
import { log } from "~/platform/log.server";
import { TextTooCostly } from "~/platform/reading-errors";
import { reprocessNow } from "./reprocess-post.server";

/** Whether an older renderer made any post. */
export const hasOutdated = async (): Promise<boolean> =>
  (await db.post.findFirst({ where: { rendererVersion: { lt: rendererVersion } }, select: { id: true } })) !== null;

/**
 * Renders posts again that an older renderer made, newest first, until `isOver`. Answers whether any are left. A post
 * that fails for another reason than its text stays outdated: when the others are done this throws, so that the job is
 * tried again.
 */
export async function reprocessOutdated(isOver: () => boolean): Promise<boolean> {
  const failed = new Map<number, unknown>();
  while (!isOver()) {
    const outdated = await db.post.findMany({
      where: { rendererVersion: { lt: rendererVersion }, id: { notIn: [...failed.keys()] } },
      orderBy: { id: "desc" },
      take: 50,
      select: { id: true },
    });
    if (outdated.length === 0) {
      throwFirst(failed);
      return false;
    }
    await reprocessAll(outdated, failed, isOver);
  }
  throwFirst(failed);
  return true;
}

/** Renders a post again; one that a newer release rendered is left to that release. */
export async function renderAgainUnlessNewer(id: number): Promise<void> {
  const post = await db.post.findFirst({
    where: { id, rendererVersion: { lte: rendererVersion } },
    select: { id: true },
  });
  if (post) await reprocessOrKeep(id);
}

/** Renders posts again that show this picture, or would if it existed. Throws as `reprocessOutdated` does. */
export async function reprocessShowing(hash: string): Promise<void> {
  const shown = await db.postPicture.findMany({ where: { hash }, select: { postId: true } });
  const failed = new Map<number, unknown>();
  await reprocessAll(
    shown.map(({ postId }) => ({ id: postId })),
    failed,
    () => false,
  );
  throwFirst(failed);
}

async function reprocessAll(posts: { id: number }[], failed: Map<number, unknown>, isOver: () => boolean) {
  for (const { id } of posts) {
    if (isOver()) return;
    try {
      await reprocessOrKeep(id);
    } catch (error) {
      // Every post would fail in the same way.
      if (isForLater(error)) throw error;
      log().error({ err: error, post: id }, "a post could not be rendered again and will be tried later");
      failed.set(id, error);
    }
  }
}

function throwFirst(failed: Map<number, unknown>) {
  for (const error of failed.values()) throw error;
}

/** A text that the current renderer refuses keeps its html: old is better than none. Other errors are thrown. */
async function reprocessOrKeep(id: number) {
  try {
    await reprocessNow(id).catch((error: unknown) => {
      // On a busy machine a harmless text can exceed the deadline once.
      if (error instanceof TextTooCostly) return reprocessNow(id);
      throw error;
    });
  } catch (error) {
    if (!isTextAtFault(error)) throw error;
    log().error({ err: error, post: id }, "today's renderer refuses a post: it keeps its html");
    await db.post.update({ where: { id }, data: { rendererVersion } });
  }
}
