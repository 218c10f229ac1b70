import type { Viewer } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import type { ClaimMark } from "./claim";
import { seenBy } from "./ledger-row";
import { foundInWords, ledgerWords } from "./ledger-words";

type Row = {
  id: number;
  postId: number;
  authorId: number;
  ordinal: number;
  text: string;
  heading: string;
  address: string;
  title: string;
  status: string;
  factor: string | null;
  points: string | null;
  verdict: unknown;
  checkedAt: Date | null;
  troubledAt: Date | null;
  confirmedAt: Date | null;
  publicStatus: string;
  publicVerdict: unknown;
  publicCheckedAt: Date | null;
  now: Date;
};

/** The marks of these posts' claims by post, in the order of their places. One query, which tells the time, too. */
export async function listMarks(postIds: number[], viewer: Viewer): Promise<Map<number, ClaimMark[]>> {
  const marks = new Map<number, ClaimMark[]>();
  if (postIds.length === 0) return marks;
  const rows = await db.$queryRaw<Row[]>`
    select "id", "postId", "authorId", "ordinal", "text", "heading", "address", "title", "status", "factor"::text as factor,
      "points"::text as points, "verdict", "checkedAt", "troubledAt", "confirmedAt", "publicStatus", "publicVerdict", "publicCheckedAt", now() as now
    from "Claim" where "postId" = any(${postIds}::int[]) and "ordinal" is not null order by "postId", "ordinal"`;
  for (const row of rows) {
    const seen = seenBy(viewer, row, row.now);
    const { status, word, says, isPrivate } = seen;
    const { id, postId, ordinal, text } = row;
    const mark = {
      id,
      postId,
      ordinal,
      text,
      status,
      word,
      says,
      found: foundInWords(seen, ledgerWords({ ...row, ...seen }, row.now)),
      isPrivate,
    };
    const own = marks.get(postId);
    if (own) own.push(mark);
    else marks.set(postId, [mark]);
  }
  return marks;
}
