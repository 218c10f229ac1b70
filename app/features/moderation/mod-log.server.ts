import { db, type Prisma } from "~/platform/db.server";
import type { LogFilter } from "./log-filter";
import { kindsIn } from "./mod-action";

const everything: LogFilter = { group: null, by: null, thread: null };

/**
 * The public log, newest first: a page of `take` before the entry `before`, and the id to continue from, or null.
 * Hidden content is named only by number; `detail` names tags, never a thread.
 */
export async function listModActions({
  before,
  take,
  filter = everything,
}: {
  before: number | null;
  take: number;
  filter?: LogFilter;
}) {
  const rows = await db.modAction.findMany({
    where: { ...whereOf(filter), ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: take + 1,
    select: {
      id: true,
      kind: true,
      reason: true,
      tagSlug: true,
      detail: true,
      at: true,
      moderator: { select: { id: true, handle: true, name: true } },
      postId: true,
      threadId: true,
      otherThreadId: true,
      entryId: true,
      uploadId: true,
      member: { select: { handle: true, name: true } },
      place: true,
    },
  });
  const page = rows.slice(0, take);
  const { posts, threads } = await findTargets(page);
  return {
    actions: page.map(({ at, postId, ...row }) => ({
      ...row,
      at: at.toISOString(),
      post: (postId !== null && posts.get(postId)) || null,
      thread: (row.threadId !== null && threads.get(row.threadId)) || null,
      otherThread: (row.otherThreadId !== null && threads.get(row.otherThreadId)) || null,
    })),
    next: rows.length > take ? page.at(-1)!.id : null,
  };
}

function whereOf({ group, by, thread }: LogFilter): Prisma.ModActionWhereInput {
  return {
    ...(group && { kind: { in: kindsIn(group) } }),
    ...(by !== null && { moderatorId: by === "site" ? null : by }),
    ...(thread !== null && { OR: [{ threadId: thread }, { otherThreadId: thread }] }),
  };
}

type Targets = { postId: number | null; threadId: number | null; otherThreadId: number | null };

/** The numbers of posts, and of threads that everybody may read their titles; by id. */
async function findTargets(rows: Targets[]) {
  const postIds = rows.flatMap(({ postId }) => postId ?? []);
  const threadIds = rows.flatMap(({ threadId, otherThreadId }) => [threadId ?? [], otherThreadId ?? []].flat());
  const [posts, threads] = await Promise.all([
    db.post.findMany({ where: { id: { in: postIds } }, select: { id: true, number: true } }),
    db.thread.findMany({
      where: { id: { in: threadIds }, status: "visible" },
      select: { id: true, slug: true, title: true },
    }),
  ]);
  return { posts: new Map(posts.map((one) => [one.id, one])), threads: new Map(threads.map((one) => [one.id, one])) };
}

/** Of how many months the log's counts are shown. */
const monthsShown = 6;

/** How many entries each moderator has by month, the newest month first, and in all; most entries first. Months are of UTC. */
export async function countModActions() {
  const rows = await db.$queryRaw<
    { id: number | null; handle: string | null; name: string | null; month: string; count: number }[]
  >`
    select a."moderatorId" as "id", m."handle", m."name", to_char(a."at" at time zone 'UTC', 'YYYY-MM') as "month", count(*)::int as "count"
    from "ModAction" a left join "Member" m on m."id" = a."moderatorId"
    group by 1, 2, 3, 4`;
  const months = [...new Set(rows.map(({ month }) => month))].toSorted().toReversed().slice(0, monthsShown);
  const sum = (some: typeof rows) => months.map((month) => total(some.filter((row) => row.month === month)));
  const total = (some: typeof rows) => some.reduce((all, { count }) => all + count, 0);
  const ids = [...new Set(rows.map(({ id }) => id))];
  const moderators = ids
    .map((id) => {
      const own = rows.filter((row) => row.id === id);
      const { handle, name } = own[0]!;
      return { id, handle, name, byMonth: sum(own), all: total(own) };
    })
    .toSorted((a, b) => b.all - a.all);
  return { months, moderators, byMonth: sum(rows), all: total(rows) };
}

/** One entry of the log, for who may erase words of it; null if there is none. */
export function findModAction(id: number) {
  return db.modAction.findUnique({ where: { id }, select: { id: true, kind: true, reason: true, detail: true } });
}
