/** A job that runs twice: its worker died in the middle of it, or at its end, before that was noted. */
import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { markRead } from "~/features/notifications/notifications.server";
import { parseSearchAddress } from "~/features/search/search";
import { followSearch } from "~/features/search/search.server";
import { jobHandlers } from "../../app/server/job-handlers.server";
import { useDatabase } from "../support/database";
import { aMember, aReply, aThread } from "../support/factories";

useDatabase();

const address = (q: string) => parseSearchAddress(new URLSearchParams({ q }))!;
const told = (memberId: number) =>
  db.notice.findMany({
    where: { memberId },
    select: { readAt: true, posts: { select: { postId: true } } },
    orderBy: { id: "asc" },
  });

test("job run twice: a follower is told of a post once, also when the notice was read in between", async () => {
  const [reader, author] = [await aMember(), await aMember()];
  expect(await followSearch(reader.id, address("axolotl"))).toEqual({ ok: true });
  const thread = await aThread({ author });
  const post = await aReply({ thread, author, body: "An axolotl regrows its legs." });
  const job = { postId: post.id, after: 0 };
  await Promise.all([jobHandlers["notices.searches"](job), jobHandlers["notices.searches"](job)]);
  expect(await told(reader.id)).toEqual([{ readAt: null, posts: [{ postId: post.id }] }]);

  await markRead(reader.id, "all");
  await jobHandlers["notices.searches"](job);
  expect(await told(reader.id)).toEqual([{ readAt: expect.any(Date) as Date, posts: [{ postId: post.id }] }]);

  const next = await aReply({ thread, author, body: "Another axolotl." });
  await jobHandlers["notices.searches"]({ postId: next.id, after: 0 });
  expect(
    (await told(reader.id)).map(({ readAt, posts }) => [readAt === null, posts.map(({ postId }) => postId)]),
  ).toEqual([
    [false, [post.id]],
    [true, [next.id]],
  ]);
});

test("worker dead in mid-job: the words of a post are counted once", async () => {
  const thread = await aThread();
  await aReply({ thread, body: "A salamander appears." });
  await db.$executeRaw`create function no_notice() returns trigger language plpgsql as $$
    begin raise exception 'the worker died here'; end $$`;
  await db.$executeRaw`create trigger no_notice before insert on "Notice" for each row execute function no_notice()`;
  await expect(jobHandlers["posts.tell"]({ threadId: thread.id })).rejects.toThrow();
  await db.$executeRaw`drop trigger no_notice on "Notice"`;
  for (let run = 0; run < 2; run++) await jobHandlers["posts.tell"]({ threadId: thread.id });
  expect(await db.searchWord.findUnique({ where: { word: "salamander" }, select: { frequency: true } })).toEqual({
    frequency: 1,
  });
});
