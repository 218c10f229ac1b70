import { expect, test } from "vitest";
import { memberColumns, memberOf } from "~/features/auth/auth.server";
import { createPost, limitsToTell } from "~/features/posts/posts.server";
import { imposeSanction } from "~/features/sanctions/sanctions.server";
import { db, inTransaction } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

const hour = 3_600_000;

async function paced() {
  const [member, by] = [await aMember(), await aMember({ role: "moderator" })];
  const pace = { memberId: member.id, kind: "pace", reason: "Ten posts in ten minutes.", by, seconds: 86_400 } as const;
  await inTransaction((tx) => imposeSanction(tx, pace));
  return member;
}

/** The member as their next request knows them. */
const viewerOf = async ({ id }: { id: number }) =>
  memberOf(await db.member.findUniqueOrThrow({ where: { id }, select: memberColumns }), new Date());

test("a paced member posts once an hour, is told so before, and two posts at once are one", async () => {
  const [thread, author] = [await aThread(), await paced()];
  expect(await limitsToTell(await viewerOf(author))).toEqual({
    sentences: [expect.stringContaining("once an hour")],
    isNew: false,
  });
  const write = (body: string) => createPost({ author, threadId: thread.id, body });
  const both = await Promise.all([write("One of two."), write("The other of two.")]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  const refused = both.find(({ ok }) => !ok)!;
  expect(refused).toMatchObject({
    reason: "not-now",
    notNow: { status: 429, words: expect.stringContaining("once an hour") },
  });

  await db.post.updateMany({
    where: { authorId: author.id },
    data: { createdAt: new Date(Date.now() - hour - 1_000) },
  });
  expect(await write("An hour later.")).toMatchObject({ ok: true });
});

test("the pace ends at its end; others are not slowed down", async () => {
  const [thread, author] = [await aThread(), await paced()];
  await aReply({ thread, author });
  await db.member.update({ where: { id: author.id }, data: { pacedUntil: new Date(Date.now() - 1) } });
  expect((await limitsToTell(await viewerOf(author))).sentences).toEqual([]);
  await aReply({ thread, author });
  const other = await aMember();
  await aReply({ thread, author: other });
  await aReply({ thread, author: other });
});

test("who is silenced while a text is on its way is refused in words, and the thread keeps its numbers", async () => {
  const [thread, author] = [await aThread(), await aMember()];
  const by = await aMember({ role: "moderator" });
  const silence = { memberId: author.id, kind: "silence", reason: "Names of people.", by, seconds: 86_400 } as const;
  await inTransaction((tx) => imposeSanction(tx, silence));
  // The session was read before.
  expect(await createPost({ author, threadId: thread.id, body: "Too late." })).toMatchObject({
    reason: "not-now",
    notNow: { status: 403, words: expect.stringMatching(/^You are silenced until .*The reason: Names of people\.$/) },
  });
  expect((await aReply({ thread })).number).toBe(2);
});
