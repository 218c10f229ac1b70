/** Notices that are pushed to browsers: encrypted, signed, once, and only while they are wanted. */
import { beforeEach, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { moderate } from "~/features/moderation/moderation.server";
import {
  addPushBrowser,
  chooseLevel,
  keepPushChoices,
  listPushBrowsers,
  markRead,
  pushKeys,
  readPushChoices,
  removePushBrowser,
  sendPushes,
  sweepPushes,
  tellOfPost,
} from "~/features/notifications/notifications.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { pushService, signerOf } from "../../support/push-service";
import { startSession } from "../../support/sessions";
import { useDatabase } from "../../support/database";

useDatabase();

/** How often a browser's service was asked before it answers as its name says. */
const times = new Map<string, number>();
const service = await pushService((name) => {
  const [kind = "", value = ""] = name.split("~");
  const time = (times.get(name) ?? 0) + 1;
  times.set(name, time);
  if (kind === "status") return { status: Number(value) };
  if (kind === "drop") return "drop";
  if (kind === "busy") return time === 1 ? { status: 429, headers: { "Retry-After": "3000" } } : { status: 201 };
  return { status: 201 };
});

let author: Member;
let writer: Member;
let thread: ThreadMade;

beforeEach(async () => {
  author = await aMember();
  writer = await aMember({ name: "Wanda Writes" });
  thread = await aThread({ author, title: "What do blobs cost?" });
});

/** Has the member's notices pushed to a browser of this name, in a session of its own. */
async function turnOn(member: Member, name: string) {
  const browser = service.browser(name);
  const session = await sessionOf(member);
  expect(await addPushBrowser(member, session, { ...browser.subscription, name: "Firefox on Linux" })).toEqual({
    ok: true,
  });
  return browser;
}

async function sessionOf(member: Member) {
  await startSession(member.id);
  const { id } = await db.session.findFirstOrThrow({ where: { memberId: member.id }, orderBy: { createdAt: "desc" } });
  return id;
}

let told = 0;

async function aTold() {
  told += 1;
  const body = `A blob costs nearly nothing, for the ${told}. time.`;
  const post = await aReply({ thread, author: writer, body });
  await tellOfPost({ postId: post.id, isNew: true, after: 0 });
  return post;
}

test("a notice reaches the browser alone, is signed by the site, and leads to the post", async () => {
  const browser = await turnOn(author, "plain");
  expect(await readPushChoices(author)).toEqual(["answers"]);
  const post = await aTold();
  await Promise.all([sendPushes(), sendPushes()]);
  await sendPushes();
  expect(service.to(browser)).toEqual([
    {
      id: expect.any(Number),
      title: "Wanda Writes answers your post 1",
      body: expect.stringMatching(/^What do blobs cost\?: A blob costs nearly nothing, for the \d+\. time\.$/),
      path: `/t/${thread.id}/${thread.slug}/2#post-2`,
    },
  ]);
  const { headers, bytes } = service.asked.find(({ path }) => path === "/plain")!;
  expect(signerOf(headers.authorization!)).toMatchObject({
    isGood: true,
    key: (await pushKeys()).publicKey,
    aud: service.url,
    sub: "mailto:push@forum.example",
  });
  expect(headers).toMatchObject({ ttl: "86400", urgency: "normal", "content-encoding": "aes128gcm" });
  expect(headers.topic).toMatch(/^[\w-]{32}$/);
  expect(bytes.length).toBeLessThan(1_000);
  const wire = JSON.stringify(headers) + bytes.toString("latin1");
  for (const secret of ["Wanda", "blob", author.handle, String(post.id) + "/"]) expect(wire).not.toContain(secret);
  const [listed] = await listPushBrowsers(author, null);
  expect(listed).toMatchObject({ name: "Firefox on Linux", isThis: false, lastUsedAt: expect.any(String) });
  expect(await db.pushDelivery.count()).toBe(0);
});

test("what was read, hidden, muted or is no longer pushed meanwhile, isn't sent", async () => {
  const browser = await turnOn(author, "meanwhile");
  await aTold();
  await markRead(author.id, "all");
  const hidden = await aTold();
  const moderator = await aMember({ role: "moderator" });
  await moderate({ by: moderator, kind: "hide_post", target: hidden.id, reason: "It is not about scaling." });
  await sendPushes();
  await aTold();
  await chooseLevel(author, thread.id, "mute");
  await sendPushes();
  await chooseLevel(author, thread.id, "follow");
  await aTold();
  await keepPushChoices(author, ["numbers", "account"]);
  await sendPushes();
  expect(service.to(browser)).toEqual([]);
  expect(await db.pushDelivery.count()).toBe(0);
  await aTold();
  expect(await db.pushDelivery.count()).toBe(0);
});

test("of a post that was folded meanwhile, a browser shows one sentence", async () => {
  const browser = await turnOn(author, "folded");
  const post = await aTold();
  await db.post.update({ where: { id: post.id }, data: { foldedAt: new Date(), foldWords: "flagged" } });
  await sendPushes();
  expect(service.to(browser)).toMatchObject([
    { body: "What do blobs cost?: This post is hidden until a moderator has looked at it." },
  ]);
});

test.each([404, 410])("a browser whose service answers %i is forgotten", async (status) => {
  await turnOn(author, `status~${status}`);
  await aTold();
  await sendPushes();
  expect(await listPushBrowsers(author, null)).toEqual([]);
});

test("a browser whose service answers 400 three times in a row is forgotten", async () => {
  const browser = await turnOn(author, "status~400");
  for (const left of [1, 1, 0]) {
    await aTold();
    await sendPushes();
    expect((await listPushBrowsers(author, null)).length).toBe(left);
  }
  expect(service.to(browser).length).toBe(3);
});

test("a service that asks to wait is asked again after that time, and for nothing else before", async () => {
  const browser = await turnOn(author, "busy");
  await aTold();
  await sendPushes();
  await aTold();
  await sendPushes();
  expect(service.to(browser).length).toBe(1);
  const rows = await db.pushDelivery.findMany({ orderBy: { noticeId: "asc" } });
  expect(rows.map(({ takenAt }) => takenAt)).toEqual([null, null]);
  const seconds = (rows[0]!.dueAt.getTime() - Date.now()) / 1_000;
  expect(seconds).toBeGreaterThan(2_900);
  await db.pushDelivery.updateMany({ data: { dueAt: new Date(0) } });
  await sendPushes();
  const [first, second] = rows.map(({ noticeId }) => noticeId);
  const sent = service.to(browser).map(({ id }) => id);
  expect([sent[0], ...sent.slice(1).toSorted()]).toEqual([first, first, second]);
  expect(await db.pushDelivery.count()).toBe(0);
});

test("a service that can't be reached, or answers 500, is asked again later", async () => {
  await turnOn(author, "status~500");
  await aTold();
  await sendPushes();
  await sendPushes();
  expect(times.get("status~500")).toBe(1);
  const again = await db.pushDelivery.findFirstOrThrow();
  expect(again).toMatchObject({ tries: 1, takenAt: null });
  expect(again.dueAt.getTime()).toBeGreaterThan(Date.now());
  const closed = new URL(service.url);
  closed.port = "9";
  Object.assign(env(), { pushHosts: [closed.host, new URL(service.url).host] });
  await db.pushBrowser.updateMany({ where: { memberId: author.id }, data: { endpoint: `${closed.origin}/x` } });
  await db.pushDelivery.updateMany({ data: { dueAt: new Date(0) } });
  await sendPushes();
  expect(await db.pushDelivery.findFirstOrThrow()).toMatchObject({ tries: 2, takenAt: null });
});

test("what is in doubt is not sent again: an answer that breaks off, and a worker that died while sending", async () => {
  const browser = await turnOn(author, "drop");
  await aTold();
  await sendPushes();
  await sendPushes();
  expect(times.get("drop")).toBe(1);
  await aTold();
  await db.pushDelivery.updateMany({ data: { takenAt: new Date(Date.now() - 11 * 60_000), dueAt: new Date(0) } });
  await sendPushes();
  expect(times.get("drop")).toBe(1);
  await sweepPushes();
  expect(await db.pushDelivery.count()).toBe(0);
  expect((await listPushBrowsers(author, null)).length).toBe(1);
  await removePushBrowser(author, { endpoint: browser.subscription.endpoint });
  expect(await listPushBrowsers(author, null)).toEqual([]);
});

test("a browser is pushed to as long as its session lasts, and has one member", async () => {
  const browser = await turnOn(author, "shared");
  await aTold();
  await addPushBrowser(writer, await sessionOf(writer), { ...browser.subscription, name: "" });
  await sendPushes();
  expect(service.to(browser)).toEqual([]);
  expect(await listPushBrowsers(author, null)).toEqual([]);
  await db.session.deleteMany({ where: { memberId: writer.id } });
  expect(await listPushBrowsers(writer, null)).toEqual([]);
});

test.each([
  "https://push.evil.example/send/1",
  "https://fcm.googleapis.com:8443/fcm/send/1",
  "http://fcm.googleapis.com/fcm/send/1",
  "https://user@web.push.apple.com/1",
  "https://web.push.apple.com.evil.example/1",
  "http://127.0.0.1:1/x",
])("an endpoint elsewhere is refused: %s", async (endpoint) => {
  const { subscription } = service.browser("x");
  const added = await addPushBrowser(author, await sessionOf(author), { ...subscription, endpoint, name: "" });
  expect(added).toEqual({ ok: false, reason: "unknown-service" });
});

test.each([
  "https://fcm.googleapis.com/fcm/send/abc",
  "https://updates.push.services.mozilla.com/wpush/v2/abc",
  "https://web.push.apple.com/abc",
  "https://wns2-par02p.notify.windows.com/w/?token=abc",
])("a browser's own service is taken: %s", async (endpoint) => {
  const { subscription } = service.browser("x");
  const session = await sessionOf(author);
  expect(await addPushBrowser(author, session, { ...subscription, endpoint, name: "" })).toEqual({ ok: true });
  const bad = { ...subscription, endpoint, name: "", p256dh: `B${"A".repeat(86)}` };
  expect(await addPushBrowser(author, session, bad)).toEqual({ ok: false, reason: "bad-keys" });
});

test("keys that another secret encrypted are replaced, and browsers bound to them forgotten", async () => {
  await turnOn(author, "old-key");
  const before = await pushKeys();
  expect(await pushKeys()).toEqual(before);
  await db.pushKeys.updateMany({ data: { sealedPrivate: "A".repeat(80) } });
  const [one, other] = await Promise.all([pushKeys(), pushKeys()]);
  expect(one).toEqual(other);
  expect(one.publicKey).not.toBe(before.publicKey);
  expect(await db.pushBrowser.count()).toBe(0);
});
