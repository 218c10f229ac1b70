/** What new members send: the forms say what is asked of them, and what waits is nowhere but with its author and moderators. */
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { reprocessNow } from "~/features/posts/posts.server";
import { keepQueue } from "~/features/queue/queue.server";
import { takePicture } from "~/features/uploads/uploads.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

const read = async (path: string, as: Member | null = null) => (await server.fetch(path, { as })).text();
const open = async (path: string, as: Member | null = null) => page(await read(path, as));
const send = (path: string, as: Member, form: Record<string, string>) => server.fetch(path, { as, form });

let author: Member;
let other: Member;
let moderator: Member;
let thread: ThreadMade;

beforeAll(async () => {
  [author, other] = [await aMember({ isNew: true, name: "Nova New" }), await aMember()];
  moderator = await aMember({ role: "moderator" });
  thread = await aThread({ title: "Where do wares come from?" });
});

const marker = "zebrafinch";
const links = "[a](https://wares.example/a), [b](https://wares.example/b) and [c](https://wares.example/c)";

describe("a held text", () => {
  test("leads its author to where it waits, and stands on no page, feed, search, export or log", async () => {
    const threadPath = `/t/${thread.id}/${thread.slug}`;
    const form = await open(`${threadPath}?reply=1`, author);
    expect(form.first(".posting-limits").text).toContain("a post can have 2 links");
    const sent = await send(threadPath, author, {
      body: `A ${marker} beside a quokka, of wares: ${links}`,
      intent: "reply",
    });
    expect([sent.status, sent.headers.get("location")]).toEqual([303, expect.stringMatching(/^\/held#text-\d+$/)]);
    const held = await open("/held", author);
    expect(held.first("main").text).toContain(marker);
    expect(held.first("main").text).toContain("Held for a moderator");

    const paths = [
      "/",
      threadPath,
      `${threadPath}.rss`,
      `${threadPath}.md`,
      "/search?q=quokka",
      "/latest.rss",
      "/sitemap.xml",
      "/modlog",
      "/modlog.rss",
      "/sources",
      "/inbox",
      "/held",
      `/u/${author.handle}`,
      `/u/${author.handle}.rss`,
    ];
    for (const path of paths)
      for (const as of [null, other]) expect([path, (await read(path, as)).includes(marker)]).toEqual([path, false]);
    const archive = Buffer.from(await (await server.fetch("/settings/data.zip", { as: other })).arrayBuffer());
    expect(archive.includes(marker)).toBe(false);
    expect(await db.threadUpdate.count({ where: { threadId: thread.id } })).toBe(0);
    expect(await db.notice.count({ where: { memberId: other.id } })).toBe(0);
    expect(await db.searchDocument.count({ where: { threadId: thread.id } })).toBe(1);
    expect(await db.source.count({ where: { host: "wares.example" } })).toBe(0);
  });

  test("is read by moderators in the queue, and posted from there; its author is led to the post", async () => {
    const { id: caseId } = await db.modCase.findFirstOrThrow({ where: { memberId: author.id, kind: "held_post" } });
    expect((await server.fetch(`/mod/queue?case=${caseId}`, { as: other })).status).toBe(403);
    const queue = await open(`/mod/queue?case=${caseId}`, moderator);
    expect(queue.first("main").text).toContain(marker);
    expect(queue.first("main").text).toContain("3 links of a new member, to wares.example.");
    const decided = await send(`/mod/queue?case=${caseId}`, moderator, { case: String(caseId), decision: "release" });
    expect(decided.status).toBe(303);
    expect(await read(`/t/${thread.id}/${thread.slug}`)).toContain(marker);
    expect((await open("/inbox", author)).first("main").text).toContain("is posted now");
    expect((await open("/modlog")).first("main").text).toContain("released the held text that is post 2");
  });

  test("is taken back without script, and stands in the form again", async () => {
    const own = await aMember({ isNew: true });
    const path = `/t/${thread.id}/${thread.slug}`;
    await send(path, own, { body: `Mine alone: ${links.replaceAll("wares", "other")}`, intent: "reply" });
    const { id } = await db.heldPost.findFirstOrThrow({ where: { authorId: own.id } });
    expect((await send("/held", other, { withdraw: String(id) })).status).toBe(409);
    const taken = await send("/held", own, { withdraw: String(id) });
    expect([taken.status, taken.headers.get("location")]).toEqual([303, `${path}#reply`]);
    expect((await open(path, own)).first("textarea[name=body]").value).toContain("Mine alone");
    expect((await send("/held", own, { withdraw: String(id) })).status).toBe(409);
  });
});

describe("below the threshold", () => {
  test("the flag's page says what is missing, and a form that is sent all the same comes back with its words", async () => {
    const post = await aReply({ thread });
    const path = `/p/${post.id}/flag`;
    const shown = await open(path, author);
    expect(shown.first("main").text).toContain(
      "You may flag posts after 5 days, 10 posts kept and 60 minutes of reading.",
    );
    expect(shown.first("main").link("All limits").href).toBe("/about/limits");
    const refused = await send(path, author, { reason: "other", "words-other": "Look at this, please." });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("Look at this, please.");
    expect(await db.flag.count({ where: { memberId: author.id } })).toBe(0);
  });

  test("a topic and a description wait, and stand when a moderator accepts them", async () => {
    const description = "Promises of proposers about blocks that are still to come.";
    expect((await open("/tags/new", author)).button("Propose topic")).toBeTruthy();
    const proposed = await send("/tags/new", author, { name: "Preconfirmations", description, isAnother: "yes" });
    expect([proposed.status, proposed.headers.get("location")]).toEqual([303, "/held"]);
    expect((await server.fetch("/tags/preconfirmations")).status).toBe(404);
    const { id: caseId } = await db.modCase.findFirstOrThrow({ where: { kind: "tag_proposal" } });
    expect((await open(`/mod/queue?case=${caseId}`, moderator)).first("main").text).toContain(description);
    await send(`/mod/queue?case=${caseId}`, moderator, { case: String(caseId), decision: "accept" });
    expect((await open("/tags/preconfirmations")).first("main").text).toContain(description);
    expect((await open("/held", author)).first("main").text).toContain("A moderator accepted it");

    const tag = await db.tag.findUniqueOrThrow({ where: { slug: "fees" } });
    const edit = { description: "What senders pay for a transaction.", revision: String(tag.revision), intent: "save" };
    const edited = await send("/tags/fees/edit", author, edit);
    expect([edited.status, edited.headers.get("location")]).toEqual([303, "/held"]);
    expect(await db.tag.findUniqueOrThrow({ where: { id: tag.id } })).toMatchObject({ revision: tag.revision });
  });

  test("the limits are public, and an administrator changes them with a reason", async () => {
    expect((await open("/about/limits")).first("main").text).toContain(
      "5 days, 10 posts kept and 60 minutes of reading",
    );
    expect((await open("/about/limits", author)).first("main").text).toContain("You have");
    expect((await open("/about/limits", other)).first("main").text).toContain("These limits hold no longer for you.");
    const admin = await aMember({ role: "admin" });
    const form = {
      signUp: "open",
      rules: "",
      days: "7",
      posts: "10",
      minutes: "60",
      firstThreads: "3",
      firstReplies: "10",
      links: "2",
      keptForLinks: "2",
      heldLinks: "10",
      reason: "We grow fast.",
    };
    expect((await send("/admin/settings", admin, { ...form, days: "" })).status).toBe(422);
    expect((await send("/admin/settings", admin, { ...form, days: "-1" })).status).toBe(422);
    expect((await send("/admin/settings", admin, form)).status).toBe(303);
    expect((await open("/about/limits")).first("main").text).toContain("7 days, 10 posts kept");
    expect((await open("/modlog")).first("main").text).toContain("edit descriptions: from 5 to 7");
  });
});

test("a new member’s picture is seen by its owner and moderators alone, until a moderator keeps it or 48 hours are over", async () => {
  const picture = async (colour: string) => {
    const file = await sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
      .png()
      .toBuffer();
    const taken = await takePicture({ member: author, file, alt: "A chart of wares" });
    if (!taken.ok) throw new Error(taken.refusal.reason);
    return taken.upload;
  };
  const { hash } = await picture("#a00");
  const path = `/uploads/${hash}`;
  const statuses = async () =>
    Promise.all([null, other, author, moderator].map(async (as) => (await server.fetch(path, { as })).status));
  expect(await statuses()).toEqual([404, 404, 200, 200]);
  expect((await server.fetch(path, { as: author })).headers.get("cache-control")).toBe("private, no-store");
  const post = await aReply({ thread, author: other, body: `![A chart](${path})` });
  expect((await db.post.findUniqueOrThrow({ where: { id: post.id } })).html).not.toContain("<img");
  expect((await open("/held", author)).first("main").text).toContain("A chart of wares");
  const { id } = await db.modCase.findFirstOrThrow({ where: { kind: "upload", memberId: author.id } });
  const queue = await open(`/mod/queue?case=${id}`, moderator);
  expect(queue.first(".case-picture").attribute("src")).toBe(path);
  const decided = await send(`/mod/queue?case=${id}`, moderator, { case: String(id), decision: "keep" });
  expect(decided.status).toBe(303);
  expect(await statuses()).toEqual([200, 200, 200, 200]);
  await reprocessNow(post.id);
  expect((await db.post.findUniqueOrThrow({ where: { id: post.id } })).html).toContain("<img");

  const later = await picture("#0a0");
  await keepQueue(new Date(Date.now() + 49 * 3_600_000));
  expect((await server.fetch(`/uploads/${later.hash}`)).status).toBe(200);
  const third = await picture("#00a");
  const open3 = await db.modCase.findFirstOrThrow({ where: { kind: "upload", closedAt: null } });
  const given = { case: String(open3.id), decision: "remove", reason: "It sells something." };
  expect((await send(`/mod/queue?case=${open3.id}`, moderator, given)).status).toBe(303);
  expect((await server.fetch(`/uploads/${third.hash}`, { as: author })).status).toBe(410);
});

test("spam is collected from a case by a moderator alone, and hidden in one decision", async () => {
  const spammer = await aMember({ isNew: true });
  const post = await aReply({ thread, author: spammer, body: "Cheap coins at https://coins.example/now for you." });
  const { id } = await db.modCase.findFirstOrThrow({ where: { postId: post.id, kind: "first_post" } });
  const path = `/mod/queue?case=${id}`;
  expect((await open(path, moderator)).first("main").text).toContain("Spam: collect all of a day");
  expect((await send(path, other, { collect: String(id) })).status).toBe(403);
  const collected = await send(path, moderator, { collect: String(id) });
  expect(collected.status).toBe(303);
  const spam = await open(collected.headers.get("location")!, moderator);
  expect(spam.first(".queue-hosts").text).toContain("coins.example");
  const caseId = new URL(collected.headers.get("location")!, "http://site").searchParams.get("case")!;
  const given = { case: caseId, decision: "hide_all", hosts: "coins.example", reason: "It sells coins." };
  expect((await send(`/mod/queue?case=${caseId}`, moderator, given)).status).toBe(303);
  expect(await read(`/t/${thread.id}/${thread.slug}`)).not.toContain("Cheap coins");
  expect((await open("/inbox", spammer)).first("main").text).toContain(
    "hid what you wrote within a day as spam (1 post)",
  );
});

test("whoever decides too late, or takes what is gone, reads why, though the page has no form for it any more", async () => {
  const spammer = await aMember({ isNew: true });
  const post = await aReply({
    thread,
    author: spammer,
    body: "Two moderators look at https://first.example/post here.",
  });
  const { id } = await db.modCase.findFirstOrThrow({ where: { postId: post.id, kind: "first_post" } });
  const path = `/mod/queue?case=${id}`;
  const form = { case: String(id), decision: "keep" };
  expect((await send(path, moderator, form)).status).toBe(303);
  const admin = await aMember({ role: "admin" });
  const late = [
    { path, form, words: /^This is decided: .+ Nothing was changed\.$/ },
    {
      path: "/admin/imports",
      form: { placeholder: "1", handle: spammer.handle, reason: "It is theirs." },
      words: /^These posts are somebody’s already\.$/,
    },
  ];
  for (const { path, form, words } of late) {
    const answer = await server.fetch(path, { as: admin, form });
    expect(answer.status).toBe(409);
    expect(
      page(await answer.text())
        .first('[role="alert"]')
        .text.trim(),
    ).toMatch(words);
  }
});
