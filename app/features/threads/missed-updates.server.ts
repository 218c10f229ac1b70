import { db } from "~/platform/db.server";
import type { LiveEvent } from "~/platform/live.server";
import { isThreadTopic, threadInTopic, threadTopic } from "~/platform/thread-topic";

/** A page that missed more than these is told to load again. */
const most = 200;

type Row = { threadId: number; lastUpdate: number; sequence: number | null; kind: string; data: unknown };

/**
 * What the pages of threads missed, by topic and the sequence of what they heard last: the updates after it in their order,
 * without those about posts that are hidden by now. Where they are not kept any more, or are too many, one event `gap` with the
 * newest sequence stands for them.
 */
export async function listMissedUpdates(after: ReadonlyMap<string, number>): Promise<LiveEvent[]> {
  const asked = [...after].flatMap(([topic, sequence]) =>
    isThreadTopic(topic) ? [{ id: Number(threadInTopic(topic)), sequence }] : [],
  );
  if (asked.length === 0) return [];
  const rows = await db.$queryRaw<Row[]>`
    select t."id" as "threadId", t."lastUpdate", u."sequence", u."kind", u."data"
    from unnest(${asked.map(({ id }) => id)}::int[], ${asked.map(({ sequence }) => sequence)}::int[]) as asked("id", "after")
    join "Thread" t on t."id" = asked."id" and t."status" = 'visible' and t."lastUpdate" > asked."after"
    left join lateral (
      select "sequence", "kind", "data" from "ThreadUpdate"
      where "threadId" = t."id" and "sequence" > asked."after" order by "sequence" desc limit ${most + 1}
    ) u on true
    order by t."id", u."sequence"`;
  const hidden = await listHidden([...new Set(rows.map(({ threadId }) => threadId))]);
  const missed: LiveEvent[] = [];
  for (const { id, sequence: from } of asked) {
    const own = rows.filter(({ threadId }) => threadId === id);
    const newest = own[0]?.lastUpdate;
    if (newest === undefined) continue;
    const topic = threadTopic({ id });
    const isWhole = own.length <= most && own.length === newest - from && own[0]!.sequence !== null;
    if (!isWhole) missed.push({ topic, event: "gap", data: {}, sequence: newest });
    else
      for (const { sequence, kind, data } of own)
        missed.push({ topic, event: kind, data: withoutHidden(data, hidden.get(id)), sequence: sequence! });
  }
  return missed.filter(({ data }) => data !== null);
}

/** The numbers of posts that not everybody may read, by thread. */
async function listHidden(threadIds: number[]): Promise<Map<number, Set<number>>> {
  const hidden = new Map<number, Set<number>>();
  if (threadIds.length === 0) return hidden;
  const rows = await db.post.findMany({
    where: { threadId: { in: threadIds }, status: { not: "visible" } },
    select: { threadId: true, number: true },
  });
  for (const { threadId, number } of rows) hidden.set(threadId, (hidden.get(threadId) ?? new Set()).add(number));
  return hidden;
}

/** An update without what it says about these posts; null when that was all of it. */
function withoutHidden(data: unknown, hidden: Set<number> | undefined): unknown {
  if (!hidden || typeof data !== "object" || data === null) return data;
  const isHidden = (part: unknown) =>
    typeof part === "object" && part !== null && "number" in part && hidden.has(Number(part.number));
  if ("posts" in data && Array.isArray(data.posts)) {
    const posts = data.posts.filter((post) => !isHidden(post));
    return posts.length > 0 ? { posts } : null;
  }
  return isHidden(data) ? null : data;
}

/** Removes what is kept for longer than an hour. */
export async function sweepUpdates() {
  await db.$executeRaw`delete from "ThreadUpdate" where "at" < now() - interval '1 hour'`;
}
