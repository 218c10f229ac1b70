/** What telling a crowd costs the database while a forum is young. */
import { expect, test } from "vitest";
import { addNotices } from "~/features/notifications/add-notices.server";
import { db, inTransaction } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aThread } from "../../support/factories";

useDatabase();

test("a notice is written without a look at all others, also where there are only few yet", async () => {
  const [actor, thread] = [await aMember(), await aThread()];
  await db.$executeRaw`insert into "Member" ("handle", "name") select 'told-' || n, 'Told ' || n from generate_series(1, 60) n`;
  const told = await db.member.findMany({
    where: { handle: { startsWith: "told-" } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const about = { kind: "thread", words: "", path: "/", threadId: thread.id, actorId: actor.id } as const;
  const notices = { ...about, memberIds: told.map(({ id }) => id), postId: thread.openingPostId };
  // As after an import or a restore: from now on PostgreSQL knows the table to be small.
  await db.$executeRaw`analyze "Notice"`;
  const read = await inTransaction(async (tx) => {
    await addNotices(tx, [{ ...notices, event: "post:1" }]);
    await addNotices(tx, [{ ...notices, event: "post:2" }]);
    const rows = await tx.$queryRaw<{ read: number }[]>`
      select "seq_tup_read"::int as read from pg_stat_xact_user_tables where "relname" = 'Notice'`;
    return rows[0]!.read;
  });
  expect(await db.noticePost.count({ where: { postId: thread.openingPostId } })).toBe(120);
  // Each look at all of them reads sixty at least, and a check of each notice by such a look thousands.
  expect(read).toBeLessThan(120);
});
