/** Being told, by URL: the inbox and its feed, what is marked read, push without script, and following before signing in. */
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { moderate } from "~/features/moderation/moderation.server";
import {
  addPushBrowser,
  chooseStance,
  countUnread,
  listPushBrowsers,
  makeInboxFeed,
  readLevel,
  readPushChoices,
  readStance,
  tellOfPost,
} from "~/features/notifications/notifications.server";
import { listFollowedSearches } from "~/features/search/search.server";
import { listFollowedTags } from "~/features/tags/tags.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";
import { pushService } from "../support/push-service";
import { useWebServer } from "../support/web-server";

const server = useWebServer({ MAIL_FROM: "push@forum.example" });
const service = await pushService(() => ({ status: 201 }));
let writer: Member;
let reader: Member;
let thread: ThreadMade;

beforeAll(async () => {
  writer = await aMember({ name: "Wanda Writes" });
});
beforeEach(async () => {
  reader = await aMember({ name: "Rita Reads" });
  thread = await aThread({ author: reader, title: "What do blobs cost?" });
});

const open = async (path: string, as: Member | null) => page(await (await server.fetch(path, { as })).text());
const send = (path: string, as: Member | null, form: Record<string, string | string[]>) =>
  server.fetch(path, { as, form });

async function told(body: string) {
  const post = await aReply({ thread, author: writer, body });
  await tellOfPost({ postId: post.id, isNew: true, after: 0 });
  return post;
}

test("an inbox is read as a feed at a secret address, which is shown once, replaced and taken back", async () => {
  const post = await told("A blob costs <b>nearly</b> nothing.");
  const made = page(await (await send("/settings/inbox-feed", reader, { intent: "make" })).text());
  const [rss, atom, json] = ["RSS", "Atom", "JSON Feed"].map((label) =>
    made.field(label).value!.replace(server.origin, ""),
  );
  expect((await open("/settings/inbox-feed", reader)).text).not.toContain("/inbox/feed/");
  const answer = await server.fetch(rss!);
  expect(answer.headers.get("Content-Type")).toBe("application/rss+xml; charset=utf-8");
  expect(answer.headers.get("X-Robots-Tag")).toBe("noindex");
  expect(answer.headers.get("Cache-Control")).toBe("private, no-cache");
  const read = parseRssFeed(await answer.text());
  const title = "Wanda Writes answers your post 1";
  const url = `${server.origin}/t/${thread.id}/${thread.slug}/2#post-2`;
  expect(read.title).toBe("Inbox of Rita Reads · Counterproof");
  expect(read.items?.map((item) => [item.title, item.link])).toEqual([[title, url]]);
  expect(parseAtomFeed(await (await server.fetch(atom!)).text()).entries?.[0]?.title).toBe(title);
  const item = parseJsonFeed(await (await server.fetch(json!)).text()).items?.[0];
  expect(item).toMatchObject({ title, url, authors: [{ name: "Wanda Writes" }] });
  expect(item?.content_html).toContain("A blob costs");

  const moderator = await aMember({ role: "moderator" });
  await moderate({ by: moderator, kind: "hide_post", target: post.id, reason: "It is not about scaling." });
  expect(parseRssFeed(await (await server.fetch(rss!)).text()).items ?? []).toEqual([]);

  const next = await makeInboxFeed(reader);
  expect((await server.fetch(rss!)).status).toBe(404);
  expect((await server.fetch(`/inbox/feed/${next}.rss`)).status).toBe(200);
  await send("/settings/inbox-feed", reader, { intent: "end" });
  expect((await server.fetch(`/inbox/feed/${next}.rss`)).status).toBe(404);
  const rows = await db.$queryRaw<{ found: boolean }[]>`select exists (select 1 from "InboxFeed") as found`;
  expect(rows[0]!.found).toBe(false);
});

test("wrong addresses of a feed are refused after sixty, and right ones go on", async () => {
  const token = await makeInboxFeed(reader);
  const wrong = () => server.fetch(`/inbox/feed/${"x".repeat(32)}.rss`);
  const statuses = [];
  for (let index = 0; index < 61; index++) statuses.push((await wrong()).status);
  expect(statuses.slice(-4)).toContain(429);
  expect(statuses[0]).toBe(404);
  expect((await server.fetch(`/inbox/feed/${token}.json`)).status).toBe(200);
});

test("what was on the screen is read; what was jumped over is not", async () => {
  for (let number = 2; number <= 6; number++) await told(`Post number ${number} of this thread.`);
  expect(await countUnread(reader)).toBe(5);
  const form = { thread: String(thread.id), number: "6", seen: "5,6" };
  expect((await send("/reading/position", reader, form)).status).toBe(204);
  expect(await countUnread(reader)).toBe(3);
  const served = await open(`/t/${thread.id}/${thread.slug}`, reader);
  expect(served.first("noscript img").attribute("src")).toMatch(/seen=1%2C2%2C3%2C4%2C5%2C6/);
});

test("all can be marked read although this page shows nothing unread, and filters say how many there are", async () => {
  for (let number = 0; number < 31; number++) await told(`Post number ${number} of this thread.`);
  const newest = await db.notice.findMany({ where: { memberId: reader.id }, orderBy: { id: "desc" }, take: 30 });
  await db.notice.updateMany({ where: { id: { in: newest.map(({ id }) => id) } }, data: { readAt: new Date() } });
  const inbox = await open("/inbox", reader);
  expect(inbox.has("[data-unread]")).toBe(false);
  expect(inbox.link("Unread 1").href).toBe("/inbox?show=unread");
  expect(inbox.hasButton("Mark all read")).toBe(true);
  expect((await open("/inbox?show=mentions", reader)).hasButton("Mark all read")).toBe(false);
  await send("/inbox", reader, { notice: "all" });
  expect(await countUnread(reader)).toBe(0);
});

test("without script a member chooses what is pushed and removes a browser", async () => {
  const { id } = await db.session.findFirstOrThrow({ where: { memberId: (await signedIn(reader)).id } });
  await addPushBrowser(reader, id, { ...service.browser("a").subscription, name: "Firefox on Linux" });
  const settings = await open("/settings/notifications", reader);
  expect(settings.text).toContain("Firefox on Linux");
  expect(settings.first("input[name=push][value=answers]").checked).toBe(true);
  await send("/settings/notifications/browsers", reader, { intent: "choose", push: ["threads", "account"] });
  expect((await readPushChoices(reader)).toSorted()).toEqual(["account", "threads"]);
  await send("/settings/notifications/browsers", reader, { intent: "choose" });
  expect(await readPushChoices(reader)).toEqual([]);
  const [browser] = await listPushBrowsers(reader, null);
  await send("/settings/notifications/browsers", writer, { intent: "remove", browser: String(browser!.id) });
  expect((await listPushBrowsers(reader, null)).length).toBe(1);
  await send("/settings/notifications/browsers", reader, { intent: "remove", browser: String(browser!.id) });
  expect(await listPushBrowsers(reader, null)).toEqual([]);
  const bad = await send("/settings/notifications/browsers", reader, {
    intent: "add",
    endpoint: "https://a.example/x",
    p256dh: "?",
    auth: "",
  });
  expect(bad.status).toBe(422);
});

async function signedIn(member: Member) {
  await server.cookieOf(member);
  return member;
}

test("who follows signed out, follows after signing in; muting is not carried", async () => {
  const visitor = await aMember();
  const [tag] = await db.tag.findMany({ where: { threads: { some: { threadId: thread.id } } } });
  const carry = async (path: string, form: Record<string, string>) => {
    const toSignIn = (await send(path, null, form)).headers.get("Location")!;
    expect(toSignIn).toMatch(/^\/sign-in\?redirectTo=/);
    const back = new URL(toSignIn, server.origin).searchParams.get("redirectTo")!;
    // Nobody follows before that, and the link works once.
    const answer = await server.fetch(back, { as: visitor });
    return answer.headers.get("Location");
  };
  expect(await carry(`/t/${thread.id}/follow`, { level: "follow" })).toBe(`/t/${thread.id}`);
  expect(await readLevel(visitor, thread.id)).toBe("follow");
  await carry(`/t/${thread.id}/follow`, { level: "mute" });
  expect(await readLevel(visitor, thread.id)).toBe("follow");
  await carry(`/u/${writer.handle}/follow`, { stance: "follow" });
  expect(await readStance(visitor, writer.id)).toBe("follow");
  await chooseStance(visitor, writer.id, "neither");
  await carry(`/u/${writer.handle}/follow`, { stance: "mute" });
  expect(await readStance(visitor, writer.id)).toBe(null);
  await carry(`/tags/${tag!.slug}`, { intent: "follow" });
  expect((await listFollowedTags(visitor.id)).map(({ slug }) => slug)).toEqual([tag!.slug]);
  expect(await carry("/search?q=axolotl", { intent: "follow" })).toBe("/search?q=axolotl");
  expect((await listFollowedSearches(visitor.id)).map(({ words }) => words)).toEqual(["axolotl"]);
});
