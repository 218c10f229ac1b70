/** What has changed in a thread since a moment, as everybody may know it. */
import type { Viewer } from "~/features/auth/auth";
import { visibleTo, visibleToSql } from "~/features/auth/auth.server";
import { isTroubled, publicSince, seenFrom, type Status, statusWords } from "~/features/claims/claims";
import { findClaims } from "~/features/claims/claims.server";
import { excerptOf } from "~/features/posts/posts";
import { shownTextSql } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";

const most = 50;

export type Changes = {
  /** Posts written since then; `replies` are the first of them. */
  replyCount: number;
  replies: { id: number; number: number; authorName: string; createdAt: string; line: string }[];
  /** Posts from before whose text was changed, with the revision of that time. */
  edits: { id: number; number: number; authorName: string; editedAt: string; from: number; to: number }[];
  /** Figures of posts from before that have another verdict now. */
  moved: FigureChange[];
  /** Figures that their authors corrected. */
  corrected: (FigureChange & { before: string })[];
};

type FigureChange = { id: number; text: string; word: string; at: string; post: { id: number; number: number } };

type Asked = {
  threadId: number;
  since: Date;
  /** Posts up to this number had been read then; null where that is not known. */
  number: number | null;
  viewer: Viewer;
};

/** Verdicts that are still their author's alone are not among them, not even for that author. */
export async function listChanges({ threadId, since, number, viewer }: Asked): Promise<Changes> {
  const written = { threadId, createdAt: { gt: since }, ...visibleTo(viewer) };
  const [replyCount, replies, edits, figures] = await Promise.all([
    db.post.count({ where: written }),
    listReplies(threadId, since, viewer),
    listEdits(threadId, since, number, viewer),
    listFigures(threadId, since),
  ]);
  return { replyCount, replies, edits, ...figures };
}

async function listReplies(threadId: number, since: Date, viewer: Viewer): Promise<Changes["replies"]> {
  type Row = { id: number; number: number; authorName: string; createdAt: Date; text: string };
  const rows = await db.$queryRaw<Row[]>`
    select p."id", p."number", m."name" as "authorName", p."createdAt",
      ${shownTextSql(300)} as text
    from "Post" p join "Member" m on m."id" = p."authorId"
    where p."threadId" = ${threadId} and p."createdAt" > ${since} and ${visibleToSql(viewer, "p")}
    order by p."number" limit ${most}`;
  return rows.map(({ text, createdAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    line: excerptOf(text, 160),
  }));
}

async function listEdits(
  threadId: number,
  since: Date,
  number: number | null,
  viewer: Viewer,
): Promise<Changes["edits"]> {
  type Row = Omit<Changes["edits"][number], "editedAt"> & { editedAt: Date };
  const rows = await db.$queryRaw<Row[]>`
    select p."id", p."number", m."name" as "authorName", p."editedAt", p."revision" as "to",
      coalesce((select max(r."number") from "PostRevision" r where r."postId" = p."id" and r."createdAt" <= ${since}), 1) as "from"
    from "Post" p join "Member" m on m."id" = p."authorId"
    where p."threadId" = ${threadId} and p."createdAt" <= ${since} and p."editedAt" > ${since}
      and (${number}::int is null or p."number" <= ${number}::int) and ${visibleToSql(viewer, "p")}
    order by p."editedAt" desc limit ${most}`;
  return rows.map(({ editedAt, ...row }) => ({ ...row, editedAt: editedAt.toISOString() }));
}

/** Figures as a visitor sees them: a change counts from the moment when everybody could see it. */
async function listFigures(threadId: number, since: Date): Promise<Pick<Changes, "moved" | "corrected">> {
  type Row = {
    id: number;
    status: Status;
    at: Date;
    confirmedAt: Date | null;
    troubledAt: Date | null;
    hadAnother: boolean;
  };
  const checked = await db.$queryRaw<Row[]>`
    select distinct on (c."id") c."id", k."status", k."at", c."confirmedAt", c."troubledAt",
      exists (select from "ClaimCheck" e where e."claimId" = c."id" and e."id" < k."id" and e."status" <> k."status") as "hadAnother"
    from "Claim" c join "ClaimCheck" k on k."claimId" = c."id" join "Post" p on p."id" = c."postId"
    where c."threadId" = ${threadId} and c."ordinal" is not null and p."createdAt" <= ${since}
      and k."at" > ${publicSince(since)}
    order by c."id", k."id" desc limit 500`;
  const corrected = await db.claim.findMany({
    where: { threadId, ordinal: { not: null }, correctedAt: { gt: since } },
    select: { id: true },
    take: most,
  });
  const rows = await findClaims([...new Set([...checked, ...corrected].map(({ id }) => id))], null);
  const known = new Map(rows.map((row) => [row.id, row]));
  const moved = checked.flatMap(({ id, status, at, confirmedAt, troubledAt, hadAnother }) => {
    // A first word is news where it says that the figure is in trouble.
    if (!hadAnother && !isTroubled(status)) return [];
    const row = known.get(id);
    const seenSince = seenFrom(at, { troubledAt, confirmedAt });
    // Where everybody sees another word than the last check found, that check is its author's alone.
    if (!row || row.status !== status || row.status === "corrected" || seenSince <= since) return [];
    return [{ id, text: row.text, word: row.word, at: seenSince.toISOString(), post: row.post }];
  });
  return {
    moved: moved.slice(0, most),
    corrected: corrected.flatMap(({ id }) => {
      const row = known.get(id);
      if (!row || row.status !== "corrected" || row.correctedAt === null) return [];
      const { text, correctedFrom: before, correctedAt: at, post } = row;
      return [{ id, text, before, word: statusWords.corrected, at, post }];
    }),
  };
}
