import type { Viewer } from "~/features/auth/auth";
import { db, Prisma } from "~/platform/db.server";
import { isAuthorFirst, seenFrom } from "./claim";
import { seenBy } from "./ledger-row";
import type { Status } from "./status";

/** Words that say that a number is another one, or worse known, than a reader took it for. */
const moves = new Set<Status>(["moved", "off", "inconsistent", "not-in-source", "disputed", "missed"]);

type Row = Parameters<typeof seenBy>[1] & {
  postId: number;
  statedAt: Date;
  checks: { at: string; status: string }[];
  now: Date;
};

/**
 * Those of these posts of which a number has moved for this viewer since a moment, given by post: a check has found another
 * word since then, or has become public since then. One query.
 */
export async function listMovedSince(viewer: Viewer, since: ReadonlyMap<number, Date>): Promise<Set<number>> {
  if (since.size === 0) return new Set();
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select c."postId", c."authorId", c."status", c."factor"::text as factor, c."points"::text as points, c."verdict",
      c."statedAt", c."checkedAt", c."troubledAt", c."confirmedAt", c."publicStatus", c."publicVerdict", c."publicCheckedAt",
      now() as now, (
        select json_agg(json_build_object('at', k."at", 'status', k."status") order by k."id") from (
          select * from "ClaimCheck" where "claimId" = c."id" order by "id" desc limit 20
        ) k
      ) as checks
    from "Claim" c
    where c."postId" = any(${[...since.keys()]}::int[]) and c."ordinal" is not null
      and exists (select from "ClaimCheck" k where k."claimId" = c."id")`);
  return new Set(rows.filter((row) => hasMovedSince(viewer, row, since.get(row.postId)!)).map(({ postId }) => postId));
}

function hasMovedSince(viewer: Viewer, row: Row, since: Date): boolean {
  const { status, isHidden } = seenBy(viewer, row, row.now);
  // What was stated later came with an edit.
  if (!moves.has(status) || row.statedAt > since) return false;
  const found = row.checks.findLast((check) => check.status === status);
  if (!found) return false;
  const isHeldFirst = !isHidden && isAuthorFirst(status);
  return seenFrom(new Date(found.at), isHeldFirst ? row : { troubledAt: null, confirmedAt: null }) > since;
}
