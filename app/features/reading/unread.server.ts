import type { Viewer } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import type { UnreadByThread } from "./place";
import { unreadSql } from "./unread-sql.server";

type Row = { id: number; hasBeenRead: boolean; count: number; first: number | null };

/** How much of these threads a member has not read; empty for visitors. One query. */
export async function listUnread(viewer: Viewer, threadIds: number[]): Promise<UnreadByThread> {
  if (!viewer || threadIds.length === 0) return {};
  const rows = await db.$queryRaw<Row[]>`
    select t.id, p."lastNumber" is not null as "hasBeenRead", coalesce(u.count, 0) as count, u.first
    from unnest(${threadIds}::int[]) t(id)
      left join "ReadingPosition" p on p."memberId" = ${viewer.id} and p."threadId" = t.id
      left join lateral (${unreadSql(viewer)}) u on true`;
  return Object.fromEntries(
    rows.map(({ id, hasBeenRead, count, first }) => [
      id,
      hasBeenRead ? { count, first } : { count: null, first: null },
    ]),
  );
}
