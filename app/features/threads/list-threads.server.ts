import { type Viewer } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { db, Prisma } from "~/platform/db.server";
import type { ThreadRow } from "./thread";
import { formatCursor, type ThreadCursor, type ThreadSort } from "./thread-list";
import { threadCardSelect, toCard } from "./find-thread.server";

type List = {
  sort: ThreadSort;
  /** For each chosen tag the ids that satisfy it; a thread must satisfy all. */
  tagFamilies: number[][];
  authorId?: number;
  cursor?: ThreadCursor | undefined;
  viewer: Viewer;
  take: number;
};

const orders = { active: Prisma.sql`t."lastPostAt"`, new: Prisma.sql`t."createdAt"` };

/** One page of threads and the cursor of the next, null at the end. */
export async function listThreads(list: List): Promise<{ threads: ThreadRow[]; next: string | null }> {
  const order = orders[list.sort];
  const conditions = [
    visibleToSql(list.viewer, "t"),
    ...list.tagFamilies.map(
      (ids) =>
        Prisma.sql`exists (select from "ThreadTag" tt where tt."threadId" = t."id" and tt."tagId" = any(${ids}))`,
    ),
    ...(list.authorId === undefined ? [] : [Prisma.sql`t."authorId" = ${list.authorId}`]),
    ...(list.cursor ? [Prisma.sql`(${order}, t."id") < (${list.cursor.at}::timestamptz, ${list.cursor.id})`] : []),
  ];
  // The page's ids come from the index alone; what the rows show is fetched for them only.
  const ids = await db.$queryRaw<{ id: number }[]>`
    select t."id" from "Thread" t where ${Prisma.join(conditions, " and ")}
    order by ${order} desc, t."id" desc limit ${list.take + 1}`;
  const page = ids.slice(0, list.take).map((row) => row.id);
  const rows = await db.thread.findMany({
    where: { id: { in: page } },
    select: { ...threadCardSelect, lastPoster: { select: { id: true, handle: true, name: true } } },
  });
  const byId = new Map(
    rows.map((row) => [row.id, { ...toCard(row), lastPoster: row.lastPoster, isLocked: row.lockedAt !== null }]),
  );
  const threads = page.flatMap((id) => byId.get(id) ?? []);
  const last = threads.at(-1);
  const at = list.sort === "active" ? last?.lastPostAt : last?.createdAt;
  return { threads, next: ids.length > list.take && last && at ? formatCursor({ at, id: last.id }) : null };
}
