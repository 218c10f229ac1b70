/** The weekly digest: by consent, once a week, of what is unread, and not when nothing happened or nobody is there. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { keepMailing, readMailing, sendDigest, sendNotices, startDueDigests } from "~/features/letters/letters.server";
import { nextDigest } from "~/features/letters/digest-day";
import { chooseLevel, keepChoices, markRead, readChoices } from "~/features/notifications/notifications.server";
import { databasePool, db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { addressOf, aReachable, tellAll } from "../../support/letters";
import { fieldOf, useSmtp } from "../../support/smtp";

useDatabase();
const smtp = useSmtp();
const usual = { ...env() };

let reader: Member;
let writer: Member;
let thread: ThreadMade;

beforeEach(async () => {
  Object.assign(env(), { SMTP_URL: smtp.url, publicOrigin: "https://forum.example" });
  reader = await aReachable();
  writer = await aMember({ name: "Devika Rao" });
  thread = await aThread({ author: writer, title: "Which blobs are empty?" });
  await keepMailing(reader, { hasNotices: true, hasDigest: true });
  await makeDue();
});

afterEach(() => {
  Object.assign(env(), { SMTP_URL: undefined }, usual);
  smtp.mood = "takes";
  smtp.received.length = 0;
});

const makeDue = () =>
  databasePool().query(
    `update "Mailing" set "digestDueAt" = now() - interval '1 minute', "digestSince" = now() - interval '7 days' where "memberId" = $1`,
    [reader.id],
  );

const words = (text: string) => text.replaceAll(/\s+/g, " ");

test("digests are due on Wednesdays at six", () => {
  expect(nextDigest(new Date("2026-11-29T07:00:00Z")).toISOString()).toBe("2026-12-02T06:00:00.000Z");
  expect(nextDigest(new Date("2026-12-02T06:00:00Z")).toISOString()).toBe("2026-12-09T06:00:00.000Z");
});

test("it tells of threads that one follows, and of notices that waited for it, once", async () => {
  await chooseLevel(reader, thread.id, "follow");
  await keepChoices(reader, { ...(await readChoices(reader)), answers: "digest" });
  const own = await aThread({ author: reader, title: "A question of mine" });
  await tellAll((await aReply({ thread, author: writer })).id);
  await tellAll((await aReply({ thread, author: await aMember({ name: "Sam Whitlock" }) })).id);
  await tellAll((await aReply({ thread: own, author: writer })).id);
  await sendNotices(reader.id);
  expect(smtp.received).toEqual([]);
  await Promise.all([sendDigest(reader.id), sendDigest(reader.id)]);
  const mail = await smtp.next(addressOf(reader));
  expect(smtp.received).toEqual([]);
  expect(fieldOf(mail.source, "Subject")).toMatch(/^The week to .+: 4 new posts, 1 notice$/);
  expect(fieldOf(mail.source, "List-Id")).toBe("<digest.forum.example>");
  expect(words(mail.text)).toContain("3 new posts by Devika Rao, Sam Whitlock");
  expect(words(mail.text)).toContain("Devika Rao answers your post 1");
  expect(mail.text).toContain("https://forum.example/unsubscribe/d");
  await sendDigest(reader.id);
  await makeDue();
  await markRead(reader.id, "all");
  await db.readingPosition.createMany({
    data: [thread.id, own.id].map((threadId) => ({
      memberId: reader.id,
      threadId,
      lastNumber: 99,
      readAt: new Date(),
    })),
  });
  await sendDigest(reader.id);
  expect(smtp.received).toEqual([]);
});

test("nothing is sent in a week without news, and the next one is awaited", async () => {
  await sendDigest(reader.id);
  expect(smtp.received).toEqual([]);
  const { digestDueAt } = await db.mailing.findUniqueOrThrow({ where: { memberId: reader.id } });
  expect(digestDueAt).toEqual(nextDigest(new Date()));
});

test("nothing is sent to who was away for 180 days, or didn't ask for it", async () => {
  await chooseLevel(reader, thread.id, "follow");
  await aReply({ thread, author: writer });
  await databasePool().query(`update "Member" set "joinedAt" = now() - interval '181 days' where "id" = $1`, [
    reader.id,
  ]);
  await sendDigest(reader.id);
  expect(smtp.received).toEqual([]);
  await makeDue();
  await db.session.create({
    data: {
      id: "a".repeat(64),
      memberId: reader.id,
      expiresAt: new Date(Date.now() + 86_400_000),
      lastUsedAt: new Date(),
    },
  });
  await keepMailing(reader, { hasNotices: true, hasDigest: false });
  await sendDigest(reader.id);
  expect(smtp.received).toEqual([]);
  await keepMailing(reader, { hasNotices: true, hasDigest: true });
  expect(await readMailing(reader)).toMatchObject({ hasDigest: true });
  await makeDue();
  await sendDigest(reader.id);
  expect(smtp.received).toHaveLength(1);
});

test("a server that says “later” gets the same digest again; one that drops it does not", async () => {
  await chooseLevel(reader, thread.id, "follow");
  await aReply({ thread, author: writer });
  smtp.mood = "later text";
  await expect(sendDigest(reader.id)).rejects.toThrow();
  smtp.mood = "drops text";
  await sendDigest(reader.id);
  smtp.mood = "takes";
  await sendDigest(reader.id);
  expect(smtp.received).toEqual([]);
});

test("members whose digest is due are found in slices", async () => {
  expect(await startDueDigests(0)).toBeNull();
  const { rows } = await databasePool().query(
    `select 1 from graphile_worker.jobs where "task_identifier" = 'letters.digest' and "key" = $1`,
    [`letters.digest {"memberId":${reader.id}}`],
  );
  expect(rows).toHaveLength(1);
});
