/** All that a member wrote since a time: looked at as one, and hidden as one. */
import { settleCases } from "~/features/cases/cases.server";
import { findKnownAddresses, recountCited } from "~/features/citations/citations.server";
import { countContribution } from "~/features/members/members.server";
import { recountThread } from "~/features/threads/threads.server";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { env } from "~/platform/env.server";
import { hostsOf } from "./examine.server";
import { endHeld } from "./hold-post.server";
import { excerptOf } from "./post";

/** How many texts a moderator reads before deciding about all. */
const mostShown = 60;

/** An address in a text, for PostgreSQL and for JavaScript. */
const linkPattern = `https?://[^\\s<>"')\\]]+`;

/** What of a member can be read or waits, written since a time: how much, the newest of it, and the hosts that it links to. */
export async function listWrittenSince(memberId: number, from: Date) {
  const where = { authorId: memberId, createdAt: { gte: from } };
  const visible = { ...where, status: "visible" } as const;
  const waiting = { ...where, endedAt: null };
  const [posts, postCount, held, heldCount] = await Promise.all([
    db.post.findMany({
      where: visible,
      orderBy: { id: "desc" },
      take: mostShown,
      select: {
        id: true,
        number: true,
        plainText: true,
        createdAt: true,
        thread: { select: { id: true, slug: true, title: true } },
      },
    }),
    db.post.count({ where: visible }),
    db.heldPost.findMany({
      where: waiting,
      orderBy: { id: "desc" },
      take: mostShown,
      select: { id: true, body: true, createdAt: true },
    }),
    db.heldPost.count({ where: waiting }),
  ]);
  return {
    postCount,
    heldCount,
    hosts: await listHostsSince(db, memberId, from),
    posts: posts.map(({ plainText, createdAt, ...post }) => ({
      ...post,
      excerpt: excerptOf(plainText, 200),
      at: createdAt.toISOString(),
    })),
    held: held.map(({ id, body, createdAt }) => ({ id, excerpt: excerptOf(body, 200), at: createdAt.toISOString() })),
  };
}

/** The hosts that these texts link to and that nobody else is known to cite, most used first. */
async function listHostsSince(tx: Tx, memberId: number, from: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ address: string; count: number }[]>`
    select found[1] as address, count(*)::int as count from (
      select regexp_matches(r."body", ${linkPattern}, 'gi') as found
      from "Post" p join "PostRevision" r on r."postId" = p."id" and r."number" = p."revision"
      where p."authorId" = ${memberId} and p."createdAt" >= ${from} and p."status" = 'visible'
      union all
      select regexp_matches(h."body", ${linkPattern}, 'gi')
      from "HeldPost" h where h."authorId" = ${memberId} and h."createdAt" >= ${from} and h."endedAt" is null) links
    group by 1 order by 2 desc limit 500`;
  const own = new URL(env().publicOrigin).host;
  const addresses = rows.map(({ address }) => address).filter((address) => URL.canParse(address));
  const known = await findKnownAddresses(tx, addresses, memberId);
  return hostsOf(addresses.filter((address) => !known.has(address) && new URL(address).host !== own)).slice(0, 20);
}

/**
 * Hides every visible post that a member wrote since a time, and ends what of them is held; `hosts`, as far as these texts link to
 * them, are links of spam from now on. The caller writes the log.
 */
export async function hideAllSince(
  tx: Tx,
  { memberId, from, hosts }: { memberId: number; from: Date; hosts: string[] },
) {
  const at = await databaseNow(tx);
  const linked = new Set(await listHostsSince(tx, memberId, from));
  // Threads first, in the order of their ids, as everybody does.
  const threads = await tx.$queryRaw<{ id: number }[]>`
    select "id" from "Thread" where "id" in (
      select "threadId" from "Post" where "authorId" = ${memberId} and "createdAt" >= ${from} and "status" = 'visible')
    order by "id" for no key update`;
  const posts = await tx.post.updateManyAndReturn({
    where: {
      authorId: memberId,
      createdAt: { gte: from },
      status: "visible",
      threadId: { in: threads.map(({ id }) => id) },
    },
    data: { status: "hidden", foldedAt: null, foldWords: "" },
    select: { id: true, number: true, threadId: true, parentId: true },
  });
  const ids = posts.map(({ id }) => id);
  if (ids.length > 0)
    await tx.$executeRaw`
      update "Post" p set "replyCount" = greatest(0, p."replyCount" - gone.count)
      from (select "parentId", count(*)::int as count from "Post" where "id" = any(${ids}) and "parentId" is not null group by 1) gone
      where p."id" = gone."parentId"`;
  const opened = new Set(posts.filter(({ number }) => number === 1).map(({ threadId }) => threadId));
  for (const { id } of threads) {
    await recountThread(tx, id, opened.has(id) ? "hidden" : undefined);
    if (opened.has(id)) await recountCited(tx, { threadId: id });
    await enqueue(tx, "claims.judge", { threadId: id });
  }
  const citing = await tx.citation.findMany({
    where: { postId: { in: ids } },
    distinct: ["postId"],
    select: { postId: true },
  });
  for (const { postId } of citing) await recountCited(tx, { postId });
  for (const postId of ids) await enqueue(tx, "post.changed", { postId, isNew: false });
  if (ids.length > 0) await countContribution(tx, memberId, { posts: -ids.length, threads: -opened.size });

  const held = await tx.heldPost.findMany({
    where: { authorId: memberId, endedAt: null, createdAt: { gte: from } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of held) {
    await endHeld(tx, id, at);
    await settleCases(tx, { heldPostId: id }, at);
  }
  await settleCases(tx, { postIds: ids }, at);
  const spam = hosts.filter((host) => linked.has(host));
  await tx.spamHost.createMany({ data: spam.map((host) => ({ host, at })), skipDuplicates: true });
  return { postCount: ids.length, heldCount: held.length, threadId: posts[0]?.threadId ?? null, hosts: spam };
}

/** Takes hosts from the list of spam: a moderator released a text that links to them. */
export async function forgiveHosts(tx: Tx, body: string) {
  const addresses = (body.match(new RegExp(linkPattern, "gi")) ?? []).filter((address) => URL.canParse(address));
  if (addresses.length > 0) await tx.spamHost.deleteMany({ where: { host: { in: hostsOf(addresses) } } });
}
