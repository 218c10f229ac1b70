/** A queue of two hundred cases: its pages, its counts, and what it asks the database. */
import pg from "pg";
import { beforeAll, expect, test, vi } from "vitest";
import type { Member } from "~/features/auth/auth";
import { decideCase, readQueue } from "~/features/queue/queue.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aThread } from "../../support/factories";

useDatabase();

const most = 200;
const decided = 40;
let moderator: Member;
let threadId: number;

/** Adds flagged posts to the queue up to this many, each a minute after the one before. */
async function fillTo(count: number) {
  const author = await aMember();
  await db.$executeRaw`
    with known as (select count(*)::int as count from "ModCase"),
    posts as (
      insert into "Post" ("threadId", "number", "authorId", "path", "createdAt", "plainText", "readableText", "html")
      select ${threadId}, n + 1, ${author.id}, lpad(n::text, 5, '0'), '2026-11-01'::timestamptz + n * interval '1 minute',
        'Flagged text ' || n, 'Flagged text ' || n, '<p>Flagged text ' || n || '</p>'
      from known, generate_series(known.count + 1, ${count}::int) n returning "id", "number", "createdAt"
    )
    insert into "ModCase" ("kind", "subject", "memberId", "threadId", "postId", "openedAt")
    select case when "number" % 4 = 0 then 'interest' else 'flag' end::"CaseKind", 'flag:' || "id", ${author.id}, ${threadId}, "id", "createdAt"
    from posts`;
  await db.$executeRaw`update "Thread" set "nextNumber" = ${count + 2}, "postCount" = ${count + 1} where "id" = ${threadId}`;
  await db.$executeRaw`
    insert into "PostRevision" ("postId", "number", "body", "editorId", "createdAt")
    select p."id", 1, p."plainText", p."authorId", p."createdAt" from "Post" p
    where not exists (select 1 from "PostRevision" r where r."postId" = p."id")`;
  await db.$executeRaw`
    insert into "Flag" ("postId", "revision", "memberId", "reason", "at", "caseId")
    select c."postId", 1, m."id", 'unkind', c."openedAt", c."id" from "ModCase" c, "Member" m where m."id" <> c."memberId" and m."role" = 'member'
    on conflict do nothing`;
}

const look = (given: Partial<Parameters<typeof readQueue>[0]> = {}) =>
  readQueue({ viewer: moderator, kind: null, caseId: null, after: null, ...given });

async function queriesOf(work: () => Promise<unknown>) {
  const spy = vi.spyOn(pg.Client.prototype, "query");
  await work();
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}

beforeAll(async () => {
  moderator = await aMember({ role: "moderator" });
  threadId = (await aThread()).id;
  for (let index = 0; index < 3; index++) await aMember();
});

test("two hundred cases stand on ten pages, each once, oldest first; the counts say how many there are of each kind", async () => {
  await fillTo(most);
  const seen: number[] = [];
  let after: number | null = null;
  let pages = 0;
  do {
    const queue = await look({ after });
    seen.push(...queue!.screen.lines.map(({ id }) => id));
    after = queue!.screen.next;
    pages += 1;
  } while (after !== null);
  expect(pages).toBe(10);
  expect(new Set(seen).size).toBe(most);
  const inOrder = await db.modCase.findMany({ orderBy: [{ openedAt: "asc" }, { id: "asc" }], select: { id: true } });
  expect(seen).toEqual(inOrder.map(({ id }) => id));
  const { counts } = (await look())!.screen;
  expect(counts).toMatchObject({
    all: most,
    byKind: [
      { kind: "flag", count: 150 },
      { kind: "interest", count: 50 },
    ],
  });
  const interests = (await look({ kind: "interest" }))!.screen;
  expect(interests.current).toMatchObject({ kind: "interest", beside: { place: 1 } });
  expect(interests.lines).toHaveLength(20);
});

test("a page asks the database as often with two hundred cases as with thirty", async () => {
  const others = await db.modCase.findMany({ skip: 30, orderBy: { id: "asc" }, select: { id: true } });
  const many = await queriesOf(() => look());
  await db.modCase.updateMany({ where: { id: { in: others.map(({ id }) => id) } }, data: { closedAt: new Date() } });
  const few = await queriesOf(() => look());
  await db.modCase.updateMany({ where: { id: { in: others.map(({ id }) => id) } }, data: { closedAt: null } });
  expect(many).toBeLessThanOrEqual(few);
  expect(many).toBeLessThan(50);
});

test("decisions by two moderators side by side close each case once", async () => {
  const second = await aMember({ role: "moderator" });
  const open = await db.modCase.findMany({
    where: { closedAt: null },
    orderBy: { openedAt: "asc" },
    select: { id: true },
  });
  const decideAll = async (by: Member, ids: number[]) => {
    const results = [];
    for (const caseId of ids)
      results.push(
        await decideCase({ by, caseId, decision: "keep", reason: "Within the rules.", seconds: 0, alsoHide: false }),
      );
    return results;
  };
  const ids = open.map(({ id }) => id).slice(0, decided);
  const results = (await Promise.all([decideAll(moderator, ids), decideAll(second, ids.toReversed())])).flat();
  expect(results.filter(({ ok }) => ok)).toHaveLength(decided);
  expect(await db.caseDecision.count()).toBe(decided);
  expect((await look())!.screen).toMatchObject({ counts: { all: most - decided, decidedToday: decided } });
});
