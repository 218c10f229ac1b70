import { type Viewer } from "~/features/auth/auth";
import { visibleTo, visibleToSql } from "~/features/auth/auth.server";
import { db, Prisma } from "~/platform/db.server";
import { readTogether } from "~/platform/read-together.server";
import type { FoundThread, ThreadRow } from "./thread";
import { formatCursor, type ThreadCursor, type ThreadPeriod, type ThreadSort } from "./thread-list";
import { threadCardSelect, toCard } from "./find-thread.server";

type List = {
  sort: ThreadSort;
  /** Only threads since this time. */
  period?: ThreadPeriod | undefined;
  /** For each chosen tag, the ids that match it; a thread must match all. */
  tagFamilies: number[][];
  authorId?: number;
  cursor?: ThreadCursor | undefined;
  /** Leave out pinned threads, which are shown above the list. */
  withoutPinned?: boolean;
  viewer: Viewer;
  take: number;
};

/** The sort column of each order, and how to read its cursor. */
const orders = {
  active: { by: Prisma.sql`t."lastPostAt"`, type: Prisma.sql`timestamptz` },
  new: { by: Prisma.sql`t."createdAt"`, type: Prisma.sql`timestamptz` },
  top: { by: Prisma.sql`t."worthCount"`, type: Prisma.sql`int` },
  hot: { by: Prisma.sql`t."hotScore"`, type: Prisma.sql`float8` },
};

const periodDays = { day: 1, week: 7, month: 30, year: 365 };

/** One page of threads and the cursor of the next, null at the end. */
export async function listThreads(list: List): Promise<{ threads: ThreadRow[]; next: string | null }> {
  const { by, type } = orders[list.sort];
  const conditions = [
    visibleToSql(list.viewer, "t"),
    ...list.tagFamilies.map(
      (ids) =>
        Prisma.sql`exists (select from "ThreadTag" tt where tt."threadId" = t."id" and tt."tagId" = any(${ids}))`,
    ),
    ...(list.withoutPinned ? [Prisma.sql`t."pinnedAt" is null`] : []),
    ...(list.authorId === undefined ? [] : [Prisma.sql`t."authorId" = ${list.authorId}`]),
    ...(list.period === undefined || list.period === "all"
      ? []
      : [Prisma.sql`t."createdAt" >= now() - make_interval(days => ${periodDays[list.period]}::int)`]),
    // Select it as text, because a driver rounds floating-point numbers.
    ...(list.cursor
      ? [Prisma.sql`(${by}, t."id") < (${String(list.cursor.at)}::text::${type}, ${list.cursor.id})`]
      : []),
  ];
  // Find the page's ids by index alone, then read rows only for these.
  const found = await db.$queryRaw<{ id: number; at: Date | number }[]>`
    select t."id", ${by} as "at" from "Thread" t where ${Prisma.join(conditions, " and ")}
    order by ${by} desc, t."id" desc limit ${list.take + 1}`;
  const page = found.slice(0, list.take);
  const threads = await findRows(page.map((row) => row.id));
  const last = page.at(-1);
  return { threads, next: found.length > list.take && last ? formatCursor(last) : null };
}

/** The pinned threads, most recently pinned first. */
export async function listPinnedThreads(viewer: Viewer): Promise<ThreadRow[]> {
  const pinned = await db.thread.findMany({
    where: { pinnedAt: { not: null }, ...visibleTo(viewer) },
    orderBy: { pinnedAt: "desc" },
    take: 5,
    select: { id: true },
  });
  return findRows(pinned.map(({ id }) => id));
}

/** These threads in this order as lists show them, if this viewer may read them. */
export async function listThreadsById(ids: number[], viewer: Viewer): Promise<ThreadRow[]> {
  return findRows(ids, visibleTo(viewer));
}

/** These threads as results of a search show them, by id, if this viewer may read them. */
export async function listFoundThreads(ids: number[], viewer: Viewer): Promise<Map<number, FoundThread>> {
  if (ids.length === 0) return new Map();
  const rows = await readTogether<FoundThread>(Prisma.sql`
    select t."id", t."slug", t."title", t."postCount", array(
        select json_build_object('id', g."id", 'slug', g."slug", 'name', g."name", 'kind', g."kind")
        from "ThreadTag" tt join "Tag" g on g."id" = tt."tagId" where tt."threadId" = t."id" order by tt."position"
      ) as "tags"
    from "Thread" t where t."id" = any(${ids}::int[]) and ${visibleToSql(viewer, "t")}`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Rows of these threads for a list, in this order. */
async function findRows(ids: number[], seen: Prisma.ThreadWhereInput = {}): Promise<ThreadRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.thread.findMany({
    where: { id: { in: ids }, ...seen },
    select: { ...threadCardSelect, lastPoster: { select: { id: true, handle: true, name: true } } },
  });
  const byId = new Map(
    rows.map((row) => [row.id, { ...toCard(row), lastPoster: row.lastPoster, isLocked: row.lockedAt !== null }]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}
