import type { Viewer } from "~/features/auth/auth";
import { visibleTo, visibleToSql } from "~/features/auth/auth.server";
import { db, Prisma, type Tx } from "~/platform/db.server";
import { noteThreads } from "~/platform/dependencies.server";
import { readTogether } from "~/platform/read-together.server";
import type { Thread, ThreadWithEvents } from "./thread";

export const threadCardSelect = {
  id: true,
  title: true,
  slug: true,
  status: true,
  createdAt: true,
  lockedAt: true,
  pinnedAt: true,
  slowedAt: true,
  closedAt: true,
  postCount: true,
  nextNumber: true,
  lastPostAt: true,
  author: { select: { id: true, handle: true, name: true } },
  tags: { orderBy: { position: "asc" }, select: { tag: { select: { id: true, slug: true, name: true, kind: true } } } },
} satisfies Prisma.ThreadSelect;

type Row = Prisma.ThreadGetPayload<{ select: typeof threadCardSelect }>;

export function toCard(row: Row): Thread {
  return {
    id: row.id,
    title: row.title,
    slug: row.slug,
    status: row.status,
    author: row.author,
    createdAt: row.createdAt.toISOString(),
    lockedAt: row.lockedAt?.toISOString() ?? null,
    pinnedAt: row.pinnedAt?.toISOString() ?? null,
    slowedAt: row.slowedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    postCount: row.postCount,
    lastNumber: row.nextNumber - 1,
    lastPostAt: row.lastPostAt.toISOString(),
    tags: row.tags.map(({ tag }) => tag),
  };
}

const eventSelect = {
  id: true,
  kind: true,
  before: true,
  after: true,
  at: true,
  afterNumber: true,
  otherId: true,
  by: { select: { handle: true, name: true } },
} satisfies Prisma.ThreadEventSelect;

/** A thread with its last hundred events; null if there is none that this viewer may read. */
export async function findThread(id: number, viewer: Viewer): Promise<ThreadWithEvents | null> {
  noteThreads([id]);
  const row = await db.thread.findFirst({
    where: { id, ...visibleTo(viewer) },
    select: {
      ...threadCardSelect,
      lastUpdate: true,
      summary: true,
      events: { orderBy: { id: "desc" }, take: 100, select: eventSelect },
      _count: { select: { claims: { where: { ordinal: { not: null }, post: { status: "visible" } } } } },
    },
  });
  if (!row) return null;
  const others = await findThreadTitles(
    row.events.flatMap(({ otherId }) => otherId ?? []),
    viewer,
  );
  const events = row.events
    .map(({ at, otherId, ...event }) => {
      const other = otherId === null ? undefined : others.get(otherId);
      const named = other ? { id: other.id, slug: other.slug, title: other.title } : null;
      return { ...event, at: at.toISOString(), other: named };
    })
    .toReversed();
  const { summary, lastUpdate } = row;
  return { ...toCard(row), events, claimCount: row._count.claims, lastUpdate, summary };
}

/** The thread that this one was merged into, however often; itself when it was not. */
export async function followMerge(id: number, tx: Tx = db): Promise<number> {
  const [row] = await tx.$queryRaw<{ id: number | null }[]>`select ${mergedSql(id)} as "id"`;
  return row?.id ?? id;
}

/** The thread that takes the replies of this one, which may have been merged into it; null if this viewer may read none. */
export async function findThreadToAnswer(
  id: number,
  viewer: Viewer,
): Promise<{ id: number; slowedAt: Date | null } | null> {
  const [row] = await readTogether<{ id: number; slowedAt: string | null }>(Prisma.sql`
    select t."id", t."slowedAt" from "Thread" t where t."id" = ${mergedSql(id)} and ${visibleToSql(viewer, "t")}`);
  return row ? { id: row.id, slowedAt: row.slowedAt === null ? null : new Date(row.slowedAt) } : null;
}

/** The last of the threads that this one was merged into, as an expression; null for a thread that was never there. */
export const mergedSql = (id: number) => Prisma.sql`(
  with recursive way as (
    select "id", "mergedIntoId", 1 as step from "Thread" where "id" = ${id}
    union all
    select t."id", t."mergedIntoId", w.step + 1 from way w join "Thread" t on t."id" = w."mergedIntoId" where w.step < 50
  )
  select "id" from way order by step desc limit 1)`;

/** Those of these ids that are threads everybody may read. */
export async function findPublicThreadIds(tx: Tx, ids: number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await tx.thread.findMany({ where: { id: { in: ids }, ...visibleTo(null) }, select: { id: true } });
  return rows.map((row) => row.id);
}

const titleSelect = {
  id: true,
  title: true,
  slug: true,
  postCount: true,
  createdAt: true,
  author: { select: { name: true } },
} satisfies Prisma.ThreadSelect;

type ThreadTitle = Prisma.ThreadGetPayload<{ select: typeof titleSelect }>;

/** Title and address of threads by id, if this viewer may read them. */
export async function findThreadTitles(ids: number[], viewer: Viewer) {
  if (ids.length === 0) return new Map<number, ThreadTitle>();
  noteThreads(ids);
  const rows = await db.thread.findMany({
    where: { id: { in: ids }, ...visibleTo(viewer) },
    select: titleSelect,
  });
  return new Map(rows.map((row) => [row.id, row]));
}
