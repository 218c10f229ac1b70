import type { Viewer } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import type { UnreadByThread } from "./place";

type Row = { id: number; hasBeenRead: boolean; count: number; first: number | null };

/** How much of these threads a member has not read; empty for visitors. One query. */
export async function listUnread(viewer: Viewer, threadIds: number[]): Promise<UnreadByThread> {
  if (!viewer || threadIds.length === 0) return {};
  const rows = await db.$queryRaw<Row[]>`
    select t.id, p."lastNumber" is not null as "hasBeenRead", coalesce(u.count, 0) as count, u.first
    from unnest(${threadIds}::int[]) t(id)
      left join "ReadingPosition" p on p."memberId" = ${viewer.id} and p."threadId" = t.id
      left join lateral (
        select count(*)::int as count, min(q."number") as first from "Post" q
        where q."threadId" = p."threadId" and q."number" > p."lastNumber" and q."authorId" <> ${viewer.id}
          and ${visibleToSql(viewer, "q")}
      ) u on true`;
  return Object.fromEntries(
    rows.map(({ id, hasBeenRead, count, first }) => [
      id,
      hasBeenRead ? { count, first } : { count: null, first: null },
    ]),
  );
}
