/** What posts refer to may be taken over after them: those that still have something word for word are looked at again. */
import { findImportedText, isUnreadable, rewriteImported } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { isOpen, readNotes } from "./note";
import { withReferences } from "./references.server";
import type { Run } from "./run";
import { mend } from "./translate";

const atOnce = 100;

/** Answers how many posts say more now. Posts of other forums too: they may link to this one. */
export async function mendAll(
  run: Pick<Run, "originId" | "there" | "origins" | "context" | "counts">,
): Promise<number> {
  let mended = 0;
  for (let after = { originId: 0, externalId: 0 }; ;) {
    const rows = await db.importedPost.findMany({
      where: {
        isOpen: true,
        post: { status: "visible" },
        OR: [{ originId: { gt: after.originId } }, { originId: after.originId, externalId: { gt: after.externalId } }],
      },
      orderBy: [{ originId: "asc" }, { externalId: "asc" }],
      take: atOnce,
      select: {
        originId: true,
        externalId: true,
        topicId: true,
        postId: true,
        revision: true,
        notes: true,
        origin: { select: { address: true } },
      },
    });
    for (const row of rows) if (await mendOne(run, row)) mended += 1;
    if (rows.length < atOnce) return mended;
    after = rows.at(-1)!;
  }
}

type Row = {
  originId: number;
  externalId: number;
  topicId: number;
  postId: number;
  revision: number;
  notes: unknown;
  origin: { address: string };
};

async function mendOne(
  { originId: own, there, origins, context, counts }: Parameters<typeof mendAll>[0],
  { originId, externalId, topicId, postId, revision, notes: stored, origin }: Row,
): Promise<boolean> {
  const { revision: current, body, authorId } = await findImportedText(postId);
  if (current !== revision) return false;
  const place = { ...context, address: origin.address, topicId };
  // The files of another forum are not in this one.
  const from = { originId, origins, there: originId === own ? there : null, authorId };
  const { text, notes, taken } = await withReferences(from, (lookup) => mend(body, readNotes(stored), place, lookup));
  counts.pictures += taken;
  if (text === body) return false;
  const key = { originId_externalId: { originId, externalId } };
  try {
    const written = await rewriteImported({ postId, body: text, revision, at: null, reason: "" }, async (tx) => {
      await tx.importedPost.update({ where: key, data: { notes, isOpen: isOpen(notes) }, select: { hash: true } });
    });
    return written !== null;
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}
