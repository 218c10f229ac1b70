/** Where moved posts stand, with everything that knows a post's thread or number. */
import { moveCases } from "~/features/cases/cases.server";
import { moveCitations } from "~/features/citations/citations.server";
import { moveClaims } from "~/features/claims/claims.server";
import { announceInLists, announceUpdate } from "~/features/threads/threads.server";
import { Prisma, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { numbersInWords } from "~/ui/count";
import { placeBelow, type Relation } from "./post";
import { storedRelation } from "./stored-relation";
import { writeSearchDocument } from "./write-search-document.server";

/** A post and its place. */
export type Standing = {
  id: number;
  number: number;
  authorId: number;
  parentId: number | null;
  relation: Relation | null;
  status: "visible" | "hidden" | "deleted";
  createdAt: Date;
};

/** The columns of the row `p` for it. */
const standing = Prisma.sql`p."id", p."number", p."authorId", p."parentId",
  p."relation"::text as "relation", p."status"::text as "status", p."createdAt"`;

/** These posts of a thread and all that answers them there, or all its posts, whatever their state, by number. */
export function listBranches(
  tx: Tx,
  threadId: number,
  chosen: { numbers: number[] } | { ids: number[] } | "all",
): Promise<Standing[]> {
  if (chosen === "all")
    return tx.$queryRaw<Standing[]>`
    select ${standing} from "Post" p where p."threadId" = ${threadId} order by p."number"`;
  const isChosen =
    "ids" in chosen
      ? Prisma.sql`"id" = any(${chosen.ids}::int[])`
      : Prisma.sql`"number" = any(${chosen.numbers}::int[])`;
  return tx.$queryRaw<Standing[]>`
    with recursive branch as (
      select "id" from "Post" where "threadId" = ${threadId} and ${isChosen}
      union
      select r."id" from "Post" r join branch b on r."parentId" = b."id" where r."threadId" = ${threadId}
    )
    select ${standing} from "Post" p join branch b on b."id" = p."id" order by p."number"`;
}

/** Leaves a line where each of these posts stood: their numbers stay taken in the thread that they leave. */
export async function leaveLines(tx: Tx, moveId: number, threadId: number, posts: Standing[]) {
  await tx.postMove.createMany({
    data: posts.map(({ id, number, parentId, relation }) => ({
      moveId,
      postId: id,
      threadId,
      number,
      parentId,
      relation: storedRelation(relation),
    })),
  });
}

/**
 * Places posts in a thread, under their new numbers: below what they answer where that stands there too, else as answers to the
 * thread. The caller holds both threads, and recounts them. `before` are the same posts as they stand now.
 */
export async function placeIn(tx: Tx, threadId: number, before: Standing[], after: Standing[]) {
  await countReplies(tx, before, -1);
  const rows = await layOut(tx, threadId, after);
  const ids = rows.map(({ id }) => id);
  await tx.$executeRaw`
    update "Post" p set "threadId" = ${threadId}, "number" = n."number", "parentId" = n."parentId", "path" = n."path",
      "depth" = n."depth", "relation" = n."relation"::"Relation"
    from unnest(${ids}::int[], ${rows.map(({ number }) => number)}::int[], ${rows.map(({ parentId }) => parentId)}::int[],
      ${rows.map(({ path }) => path)}::text[], ${rows.map(({ depth }) => depth)}::int[],
      ${rows.map(({ relation }) => relation)}::text[]) as n("id", "number", "parentId", "path", "depth", "relation")
    where p."id" = n."id"`;
  await countReplies(tx, rows, 1);
  await tx.$executeRaw`
    update "Thread" set "nextNumber" = greatest("nextNumber", ${Math.max(...after.map(({ number }) => number)) + 1}::int)
    where "id" = ${threadId}`;
  await moveCitations(tx, ids, threadId);
  await moveClaims(tx, ids, threadId);
  await moveCases(tx, ids, threadId);
  await tx.heldPost.updateMany({ where: { parentId: { in: ids }, endedAt: null }, data: { threadId } });
  for (const id of ids) {
    await writeSearchDocument(tx, id);
    await enqueue(tx, "post.changed", { postId: id, isNew: false });
  }
  // A quote of the post directly above is folded when it is rendered, and that is another post now.
  const quoting = await tx.quote.findMany({
    where: { postId: { in: ids } },
    distinct: ["postId"],
    select: { postId: true },
  });
  for (const { postId } of quoting) await enqueue(tx, "post.render", { postId });
}

/** Adds to the counts of replies of what these posts answer. */
async function countReplies(tx: Tx, posts: Pick<Standing, "parentId" | "status">[], by: 1 | -1) {
  const parents = posts.flatMap(({ parentId, status }) =>
    parentId !== null && status === "visible" ? [parentId] : [],
  );
  if (parents.length === 0) return;
  await tx.$executeRaw`
    update "Post" p set "replyCount" = p."replyCount" + ${by}::int * n.count
    from (select "id", count(*)::int as count from unnest(${parents}::int[]) as "id" group by "id") n
    where p."id" = n."id"`;
}

type Placed = Standing & { path: string; depth: number };

/** By their new numbers: what a post answers comes before it. */
async function layOut(tx: Tx, threadId: number, posts: Standing[]): Promise<Placed[]> {
  const own = new Set(posts.map(({ id }) => id));
  const others = posts.flatMap(({ parentId }) => (parentId === null || own.has(parentId) ? [] : [parentId]));
  const there = await tx.post.findMany({
    where: { id: { in: others }, threadId },
    select: { id: true, path: true, depth: true },
  });
  const known = new Map<number, { path: string; depth: number }>(there.map(({ id, ...place }) => [id, place]));
  return posts
    .toSorted((a, b) => a.number - b.number)
    .map((post) => {
      const above = post.parentId === null ? undefined : known.get(post.parentId);
      const place = placeBelow(above ?? null, post.number);
      known.set(post.id, place);
      return { ...post, ...place, parentId: above ? post.parentId : null, relation: above ? post.relation : null };
    });
}

type Told = {
  kind: "move" | "merge" | "back";
  fromId: number;
  toId: number;
  byId: number;
  at: Date;
  /** The numbers that the posts had. */
  numbers: number[];
};

/** Both threads say it among their posts, open pages are told to load again, and claims are judged anew. */
export async function tellOfMove(tx: Tx, { kind, fromId, toId, byId, at, numbers }: Told) {
  const threads = await tx.thread.findMany({
    where: { id: { in: [fromId, toId] } },
    select: { id: true, nextNumber: true },
  });
  const last = (id: number) => (threads.find((thread) => thread.id === id)?.nextNumber ?? 1) - 1;
  const before = numbersInWords(numbers).slice(0, 600);
  await tx.threadEvent.createMany({
    data: [
      { threadId: fromId, kind: "moved_away", byId, at, afterNumber: last(fromId), before, otherId: toId },
      {
        threadId: toId,
        kind: kind === "merge" ? "merged_here" : "moved_here",
        byId,
        at,
        afterNumber: Math.max(1, last(toId)),
        before,
        otherId: fromId,
      },
    ],
  });
  for (const id of [fromId, toId]) {
    await announceUpdate(tx, id, { kind: "gap", data: {} });
    await enqueue(tx, "claims.judge", { threadId: id });
  }
  await announceInLists(tx, toId, last(toId) + 1);
}
