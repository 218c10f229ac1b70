import type { Member, Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { databaseNow, db } from "~/platform/db.server";
import type { Verdict } from "./citation";

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
    select: { postId: true, authorId: true },
  });
  if (!citation) return { ok: false, reason: "no-such-citation" };
  if (citation.authorId === by.id) return { ok: false, reason: "own-citation" };
  const review = { verdict, comment, at: await databaseNow(), isOutdated: false };
  await db.citationReview.upsert({
    where: { citationId_memberId: { citationId, memberId: by.id } },
    create: { citationId, memberId: by.id, ...review },
    update: review,
  });
  return { ok: true, postId: citation.postId };
}
