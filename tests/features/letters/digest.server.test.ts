/** The weekly digest: by consent, once a week, of what is unread, and not when nothing happened or nobody is there. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { keepMailing, readMailing, sendDigest, sendNotices, startDueDigests } from "~/features/letters/letters.server";
import { nextDigest } from "~/features/letters/digest-day";
import {
  chooseLevel,
  chooseStance,
  keepChoices,
  markRead,
  readChoices,
} from "~/features/notifications/notifications.server";
import { editPost } from "~/features/posts/posts.server";
import { databasePool, db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { addressOf, aReachable, tellAll } from "../../support/letters";
import { dailyTps } from "../../support/series";
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

/** The post is from before the last digest. */
const isOld = (postId: number) =>
  db.post.update({ where: { id: postId }, data: { createdAt: new Date(Date.now() - 60 * 86_400_000) } });

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
  expect(words(mail.text)).toContain("Which blobs are empty? (3 new posts) Devika Rao, Sam Whitlock");
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

describe("it says nothing", () => {
  /** Sends the digest; what it says, or nothing where none was sent. */
  async function said(): Promise<string> {
    await sendDigest(reader.id);
    return smtp.received.length === 0 ? "" : words((await smtp.next(addressOf(reader))).text);
  }

  /** A claim about Base that was found off, which its author corrects. */
  async function corrects(author: Member, to: string) {
    const post = await aReply({ thread, author, body: "It is [21 TPS](metric:base/tps)." });
    await db.claim.updateMany({ where: { postId: post.id }, data: { status: "off" } });
    await editPost({ by: author, postId: post.id, body: `It is [${to}](metric:base/tps).`, reason: "", version: 1 });
    return post;
  }

  beforeEach(async () => {
    await chooseLevel(reader, thread.id, "follow");
    await isOld(thread.openingPostId);
  });

  test.each(["nothing", "inbox"] as const)(
    "of threads, and of corrections in them, for whoever chose “%s” for threads",
    async (threads) => {
      await corrects(writer, "42 TPS");
      await keepChoices(reader, { ...(await readChoices(reader)), threads });
      expect(await said()).toBe("");
      await makeDue();
      await keepChoices(reader, { ...(await readChoices(reader)), threads: "digest" });
      expect(await said()).toMatch(
        /“42 TPS” \(by Devika Rao\) \(before: 21 TPS\).+Which blobs are empty\? \(1 new post\) Devika Rao/,
      );
    },
  );

  test("of one's numbers that moved for whoever wants none of them, nor of those in a muted thread", async () => {
    await dailyTps("base", [20, 20, 20, 20, 20, 20, 20, 30, 30, 30, 30, 30, 30, 30]);
    const own = await aThread({ author: reader, body: "It is [21 TPS](metric:base/tps)." });
    await keepChoices(reader, { ...(await readChoices(reader)), numbers: "nothing" });
    expect(await said()).toBe("");
    await makeDue();
    await keepChoices(reader, { ...(await readChoices(reader)), numbers: "mail" });
    await chooseLevel(reader, own.id, "mute");
    expect(await said()).toBe("");
    await makeDue();
    await chooseLevel(reader, own.id, "normal");
    expect(await said()).toContain("Base: TPS");
  });

  test("of a thread that is muted or no longer followed", async () => {
    await tellAll((await corrects(writer, "42 TPS")).id);
    for (const level of ["mute", "normal"] as const) {
      await chooseLevel(reader, thread.id, level);
      await makeDue();
      expect(await said()).toBe("");
    }
  });

  test("of authors who are muted, also where a search that is followed found them", async () => {
    const other = await aMember({ name: "Sam Whitlock" });
    const [muted] = [await corrects(writer, "42 TPS"), await aReply({ thread, author: other })];
    await db.followedSearch.create({ data: { id: 900, memberId: reader.id, address: "q=blobs" } });
    await db.notice.create({
      data: {
        memberId: reader.id,
        kind: "followed_search",
        subject: "followed-search:900",
        words: "blobs",
        path: "/search?q=blobs",
        posts: { create: { postId: muted.id } },
      },
    });
    await keepChoices(reader, { ...(await readChoices(reader)), searches: "digest" });
    await chooseStance(reader, writer.id, "mute");
    const letter = await said();
    expect(letter).toContain("Sam Whitlock");
    expect(letter).not.toMatch(/Devika Rao|42 TPS|“blobs”/);
  });

  test("of posts that are hidden or folded", async () => {
    const [hidden, folded] = [await corrects(writer, "42 TPS"), await corrects(writer, "43 TPS")];
    await db.post.update({ where: { id: hidden.id }, data: { status: "hidden" } });
    await db.post.update({ where: { id: folded.id }, data: { foldedAt: new Date(), foldWords: "flagged" } });
    await tellAll((await aReply({ thread, author: await aMember({ name: "Sam Whitlock" }) })).id);
    const letter = await said();
    expect(letter).toContain("1 new post");
    expect(letter).not.toMatch(/Devika Rao|4[23] TPS/);
  });

  test("of posts that a letter told of at once, or whose notice was read", async () => {
    const own = await aThread({ author: reader, title: "A question of mine" });
    await tellAll((await aReply({ thread: own, author: writer })).id);
    await sendNotices(reader.id);
    expect(smtp.received).toHaveLength(1);
    smtp.received.length = 0;
    await tellAll((await aReply({ thread, author: writer })).id);
    await markRead(reader.id, "all");
    expect(await said()).toBe("");
  });

  test("of what is followed no longer", async () => {
    await keepChoices(reader, { ...(await readChoices(reader)), authors: "digest" });
    await chooseStance(reader, writer.id, "follow");
    await tellAll((await aThread({ author: writer, title: "Another thread of Devika’s" })).openingPostId);
    await chooseStance(reader, writer.id, "neither");
    expect(await said()).toBe("");
  });

  test("of more than five threads, but how many there are", async () => {
    for (let number = 1; number <= 7; number++) {
      const other = await aThread({ author: writer, title: `Thread number ${number}` });
      await chooseLevel(reader, other.id, "follow");
      await tellAll((await aReply({ thread: other, author: writer })).id);
    }
    const letter = await said();
    expect(letter.match(/Thread number/g)).toHaveLength(5);
    expect(letter).toContain("2 more threads");
    expect(letter).not.toContain("Also for you");
  });
});

test("a digest that comes late reaches from the last one on, at most five weeks", async () => {
  await chooseLevel(reader, thread.id, "follow");
  await isOld(thread.openingPostId);
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  for (const days of [40, 20, 10, 2]) {
    const post = await aReply({ thread, author: writer });
    await db.post.update({ where: { id: post.id }, data: { createdAt: ago(days) } });
  }
  await databasePool().query(`update "Member" set "joinedAt" = now() - interval '90 days'`);
  await db.mailing.update({ where: { memberId: reader.id }, data: { digestSince: ago(21), digestDueAt: ago(14) } });
  await db.notice.create({
    data: {
      memberId: reader.id,
      kind: "role",
      subject: "role",
      words: "made you a moderator",
      path: "/",
      changedAt: ago(15),
    },
  });
  await sendDigest(reader.id);
  const { text, source } = await smtp.next(addressOf(reader));
  expect(words(text)).toContain("3 new posts");
  expect(words(text)).toContain("made you a moderator");
  expect(fieldOf(source, "Subject")).toMatch(/^\d+ \w+ \d+ to \d+ \w+ \d+: /);
  await db.notice.deleteMany({ where: { memberId: reader.id } });
  await db.mailing.update({ where: { memberId: reader.id }, data: { digestSince: ago(100), digestDueAt: ago(93) } });
  await sendDigest(reader.id);
  expect(words((await smtp.next(addressOf(reader))).text)).toContain("3 new posts");
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
