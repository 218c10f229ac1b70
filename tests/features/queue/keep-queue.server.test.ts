import { expect, test } from "vitest";
import { flagPost } from "~/features/flags/flags.server";
import { keepQueue } from "~/features/queue/queue.server";
import { foldPost } from "~/features/posts/posts.server";
import { db, inTransaction } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

const hour = 3_600_000;
const now = new Date("2027-03-01T12:00:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * hour);

async function aCaseOpenedAt(openedAt: Date) {
  const post = await aReply({ thread: await aThread() });
  await flagPost({ by: await aMember(), postId: post.id, reason: "spam", words: "" });
  await inTransaction((tx) => foldPost(tx, post.id, "Three members flagged it as spam."));
  const { id } = await db.modCase.findFirstOrThrow({ where: { postId: post.id } });
  await db.modCase.update({ where: { id }, data: { openedAt } });
  return { id, post };
}

test("moderators are reminded once of what has waited for 48 hours, and members are not", async () => {
  const [moderator, admin] = [await aMember({ role: "moderator" }), await aMember({ role: "admin" })];
  const member = await aMember();
  const { id } = await aCaseOpenedAt(hoursAgo(48));
  await aCaseOpenedAt(hoursAgo(47));
  await keepQueue(now);
  await keepQueue(now);
  const notices = await db.notice.findMany({
    where: { subject: `queue:${id}` },
    select: { memberId: true, words: true },
  });
  expect(notices.map(({ memberId }) => memberId).toSorted((a, b) => a - b)).toEqual([moderator.id, admin.id]);
  expect(notices[0]!.words).toBe("1 case in the queue has waited for a moderator for 48 hours.");
  expect(await db.notice.count({ where: { memberId: member.id } })).toBe(0);
});

test("after 60 days a case closes: its post is shown again, its author is told, and the log names nobody", async () => {
  const { id, post } = await aCaseOpenedAt(hoursAgo(60 * 24));
  const younger = await aCaseOpenedAt(hoursAgo(59 * 24));
  await keepQueue(now);
  expect(await db.modCase.findUniqueOrThrow({ where: { id } })).toMatchObject({ closedAt: now });
  expect(await db.caseDecision.findFirstOrThrow({ where: { caseId: id } })).toMatchObject({
    decision: "lapse",
    byId: null,
  });
  expect(await db.post.findUniqueOrThrow({ where: { id: post.id } })).toMatchObject({ foldedAt: null });
  expect(await db.modAction.findFirstOrThrow({ where: { postId: post.id } })).toMatchObject({
    kind: "unfold_post",
    moderatorId: null,
    reason: "Nobody decided within 60 days.",
  });
  expect(await db.notice.count({ where: { memberId: post.authorId, subject: `unfold:${id}` } })).toBe(1);
  expect(await db.modCase.findUniqueOrThrow({ where: { id: younger.id } })).toMatchObject({ closedAt: null });
});
