import type { Member, Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { reviewsThatCount, type Verdict } from "./citation";

type Review = { citationId: number; by: Member; verdict: Verdict; comment: string };
type Reviewed = { ok: true; postId: number } | { ok: false; reason: "no-such-citation" | "own-citation" };

/** The place of a citation; null if this viewer may not read its post. */
export async function findCitation(id: number, viewer: Viewer) {
  return db.citation.findFirst({
    where: { id, isQuoted: false, post: { ...visibleTo(viewer), thread: visibleTo(viewer) } },
    select: { id: true, postId: true, source: { select: { citekey: true } } },
  });
}

/** Stores a member's review of a citation; a second review replaces the first. Nobody reviews their own citations. */
export async function reviewCitation({ citationId, by, verdict, comment }: Review): Promise<Reviewed> {
  const citation = await db.citation.findFirst({
    where: { id: citationId, isQuoted: false, post: { ...visibleTo(by), thread: visibleTo(by) } },
    select: { postId: true, threadId: true, authorId: true },
  });
  if (!citation) return { ok: false, reason: "no-such-citation" };
  if (citation.authorId === by.id) return { ok: false, reason: "own-citation" };
  await inTransaction(async (tx) => {
    const review = { verdict, comment, at: await databaseNow(tx), isOutdated: false };
    await tx.citationReview.upsert({
      where: { citationId_memberId: { citationId, memberId: by.id } },
      create: { citationId, memberId: by.id, ...review },
      update: review,
    });
    // A number that rests on this citation may stand otherwise now.
    await enqueue(tx, "claims.judge", { threadId: citation.threadId });
    if (verdict === "not_in_source") await enqueue(tx, "notices.review", { citationId });
  });
  return { ok: true, postId: citation.postId };
}

/** Those of these citations that enough members found not to be in their source. */
export async function findNotInSource(citationIds: number[]): Promise<Set<number>> {
  if (citationIds.length === 0) return new Set();
  const rows = await db.citationReview.groupBy({
    by: ["citationId"],
    where: { citationId: { in: citationIds }, verdict: "not_in_source", isOutdated: false },
    _count: true,
  });
  return new Set(rows.flatMap(({ citationId, _count }) => (_count >= reviewsThatCount ? [citationId] : [])));
}
