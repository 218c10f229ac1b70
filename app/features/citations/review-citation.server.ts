import type { Member, Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { openCase } from "~/features/cases/cases.server";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
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
    // Of two who look it up at once, the second sees the first.
    await tx.$queryRaw`select 1 from "Citation" where "id" = ${citationId} for no key update`;
    const at = await databaseNow(tx);
    const review = { verdict, comment, at, isOutdated: false };
    const before = await tx.citationReview.findUnique({
      where: { citationId_memberId: { citationId, memberId: by.id } },
      select: { verdict: true, isOutdated: true },
    });
    await tx.citationReview.upsert({
      where: { citationId_memberId: { citationId, memberId: by.id } },
      create: { citationId, memberId: by.id, ...review },
      update: review,
    });
    const isNews = before?.verdict !== verdict || before.isOutdated;
    if (isNews) await openDispute(tx, { citationId, verdict, by, comment, at, citation });
    // A number that rests on this citation may stand otherwise now.
    await enqueue(tx, "claims.judge", { threadId: citation.threadId });
    if (verdict === "not_in_source") await enqueue(tx, "notices.review", { citationId });
  });
  return { ok: true, postId: citation.postId };
}

const opposites: Partial<Record<Verdict, Verdict>> = { says_it: "not_in_source", not_in_source: "says_it" };

type Disputed = Omit<Review, "verdict"> & {
  verdict: Verdict;
  at: Date;
  citation: { postId: number; threadId: number; authorId: number };
};

/** Where one member finds that the source says it and another that it doesn't, a moderator looks. */
async function openDispute(tx: Tx, { citationId, verdict, by, comment, at, citation }: Disputed) {
  const opposite = opposites[verdict];
  const other =
    opposite &&
    (await tx.citationReview.findFirst({
      where: { citationId, verdict: opposite, isOutdated: false, memberId: { not: by.id } },
      orderBy: { at: "asc" },
      select: { comment: true, member: { select: { name: true } } },
    }));
  if (!other) return;
  const cited = await tx.citation.findUniqueOrThrow({
    where: { id: citationId },
    select: { source: { select: { title: true } } },
  });
  const said = (name: string, found: Verdict, words: string) =>
    `${name} finds that the source ${found === "says_it" ? "says it" : "doesn’t say it"}${words ? `: ${words}` : "."}`;
  await openCase(tx, {
    kind: "source_dispute",
    about: citationId,
    memberId: citation.authorId,
    threadId: citation.threadId,
    postId: citation.postId,
    evidence: [
      `About the source “${cited.source.title}”.`,
      said(other.member.name, opposite, other.comment),
      said(by.name, verdict, comment),
    ],
    at,
  });
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
