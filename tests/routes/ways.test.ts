/** Ways from one page to the next: what a click leads to, and what is chosen there. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { moderate } from "~/features/moderation/moderation.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let member: Member;
beforeAll(async () => {
  member = await aMember({ name: "Ada Reader" });
});

const open = async (path: string, as: Member | null = null) => page(await (await server.fetch(path, { as })).text());
const rowOf = (list: ReturnType<typeof page>, thread: ThreadMade) =>
  list.all("tbody tr").find((row) => row.has(`a[href="${pathOf(thread)}"]`))!;
const pathOf = (thread: ThreadMade) => `/t/${thread.id}/${thread.slug}`;

test("a list counts one post and many by their words", async () => {
  const [one, two] = [
    await aThread({ title: "A thread of one post" }),
    await aThread({ title: "A thread of two posts" }),
  ];
  await aReply({ thread: two });
  const list = await open("/?sort=new");
  expect(rowOf(list, one).link("1 post, go to the last").href).toContain(pathOf(one));
  expect(rowOf(list, two).link("2 posts, go to the last").href).toContain(pathOf(two));
});

test("a link that keyboards find first leads over filters to the list", async () => {
  const thread = await aThread({ title: "A thread to skip to" });
  const list = await open("/?sort=new");
  expect(list.link("Skip to the list of threads").href).toBe("#threads");
  expect(list.first("#threads").links.map(({ href }) => href)).toContain(pathOf(thread));
  expect((await open("/?tag=no-such-tag")).has("a[href='#threads']")).toBe(false);
});

test("a tag's list doesn't repeat the tag in its rows", async () => {
  const thread = await aThread({ title: "A thread about two things", tags: ["fees", "base"] });
  const row = rowOf(await open("/tags/fees"), thread);
  expect(row.first(".thread-tags").links.map(({ name }) => name)).toEqual(["Base"]);
});

describe("the header", () => {
  test("holds a member's own pages in one menu that needs no script, with signing out last", async () => {
    const home = await open("/", member);
    const tile = home.button("Your menu, Ada Reader");
    const menu = home.first(`[id="${tile.attribute("popovertarget")}"][popover]`);
    expect(menu.links.map(({ name, href }) => [name, href])).toEqual([
      ["Your profile", `/u/${member.handle}`],
      ["Drafts", "/drafts"],
      ["Bookmarks", "/bookmarks"],
      ["Pictures", "/uploads"],
      ["Disclosures", "/settings/disclosures"],
      ["Settings", "/settings"],
      ["Appearance", "/settings/appearance"],
    ]);
    expect(menu.first("details").text).toContain("q quote the selected words");
    expect(home.all("header button").at(-1)?.name).toBe("Sign out");
    expect(menu.hasButton("Sign out")).toBe(true);
  });

  test("leads a visitor to sign in and to join", async () => {
    const header = (await open("/")).first("header");
    expect(header.link("Sign in").href).toBe("/sign-in?redirectTo=%2F");
    expect(header.link("Join").href).toBe("/sign-up?redirectTo=%2F");
    const atSignIn = (await open("/sign-in?redirectTo=%2Ft%2F7%3Freply%3D2%23reply")).first(".site-header");
    expect(atSignIn.link("Join").href).toBe("/sign-up?redirectTo=%2Ft%2F7%3Freply%3D2%23reply");
    expect(header.has("[popover]")).toBe(false);
  });
});

describe("the last post of a thread", () => {
  test("is where its number, its date and its header lead, each to an anchor that is there", async () => {
    const thread = await aThread({ title: "Where the last post is" });
    for (const body of ["One.", "Two."]) await aReply({ thread, author: thread.author, body });
    const last = `${pathOf(thread)}/3#post-3`;
    const row = rowOf(await open("/"), thread);
    expect(row.all("td.number a").map(({ href }) => href)).toEqual([last, last]);
    expect((await open(pathOf(thread))).first(".thread-facts").links.map(({ href }) => href)).toContain(last);
    const shown = await open(`${pathOf(thread)}/3`);
    expect(shown.has('.post-target [id="post-3"]')).toBe(true);
    // Without script, this leads an address opened by hand to its post.
    expect(shown.all("[autofocus]").map(({ name }) => name)).toEqual([thread.author.name]);
    expect((await open(pathOf(thread))).has("[autofocus]")).toBe(false);
  });

  test("of a thread without replies is its opening post, below the title", async () => {
    const thread = await aThread({ title: "A thread that nobody answered" });
    const row = rowOf(await open("/"), thread);
    expect(row.all("td.number a").map(({ href }) => href)).toEqual([pathOf(thread), pathOf(thread)]);
  });
});

describe("tags of the list of threads", () => {
  test("are added and taken away by a click, and every order keeps them", async () => {
    for (const title of ["About two tags, the first", "About two tags, the second"])
      await aThread({ title, tags: ["base", "fees"] });
    const one = await open("/?sort=new&tag=base");
    const two = await open(one.first("nav[aria-label=Tags]").link("Fees").href!);
    const tags = two.first("nav[aria-label=Tags]");
    expect(
      tags
        .all("[aria-current]")
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(["Base", "Fees"]);
    expect(tags.link("Base").href).toBe("/?sort=new&tag=fees");
    expect(two.first("nav[aria-label=Order]").links.map(({ href }) => href)).toEqual([
      "/?tag=base&tag=fees",
      "/?sort=new&tag=base&tag=fees",
      "/?sort=top&tag=base&tag=fees",
      "/?sort=hot&tag=base&tag=fees",
    ]);
    const chosen = two.first("[aria-label='Chosen tags']").links;
    expect(chosen.map(({ href }) => href)).toEqual(["/?sort=new&tag=fees", "/?sort=new&tag=base"]);
  });

  test("are chosen already in a thread that is started from their empty list", async () => {
    const empty = await open("/?tag=taiko&tag=privacy");
    const form = await open(empty.first(".state-page").link("New thread").href!, member);
    expect(form.all("input[name=tags][checked]").map(({ value }) => value)).toEqual(["taiko", "privacy"]);
  });
});

describe("a visitor who wants to reply", () => {
  test("finds Reply at each post and one bar, and learns at the sign-in page what it is for", async () => {
    const thread = await aThread();
    await aReply({ thread, author: thread.author, body: "The second post." });
    const read = await open(pathOf(thread));
    const ways = read.all(".post-actions a").filter(({ name }) => name.startsWith("Reply"));
    const toSecond = `${pathOf(thread)}/2?reply=2#reply`;
    expect(ways.map(({ href }) => href)).toEqual([
      `/sign-in?${new URLSearchParams({ redirectTo: `${pathOf(thread)}?reply=1#reply` })}`,
      `/sign-in?${new URLSearchParams({ redirectTo: toSecond })}`,
    ]);
    expect(read.all(".visitor-bar").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Sign in to reply or join/),
    ]);
    expect((await open(ways[1]!.href!)).text).toContain("Sign in to reply. You go on from there.");
    expect((await open("/sign-in?redirectTo=%2F")).text).not.toContain("You go on from there");
    expect((await open(toSecond, member)).text).toContain("Replying to post 2");
  });

  test("finds neither in a locked thread, but who locked it and why, above and below", async () => {
    const moderator = await aMember({ role: "moderator", name: "Mo Dara" });
    const thread = await aThread();
    await moderate({ by: moderator, kind: "lock_thread", target: thread.id, reason: "It has gone round in circles." });
    const { id } = await db.modAction.findFirstOrThrow({ where: { threadId: thread.id } });
    const read = await open(pathOf(thread));
    const [above, below] = [read.first(".lock-banner"), read.first(".reply-closed")];
    expect(above.text).toMatch(/^Locked by Mo Dara on .*: “It has gone round in circles\.”/);
    expect(above.link(`Entry ${id} in the log`).href).toBe(`/modlog?cursor=${id + 1}#action-${id}`);
    expect(below.text).toContain("Mo Dara: “It has gone round in circles.”");
    expect(below.link("log").href).toBe(`/modlog?cursor=${id + 1}#action-${id}`);
    expect(read.has(".visitor-bar")).toBe(false);
    expect(read.text).not.toContain("Reply to post");
  });
});

test("a hidden post leaves its reason and moderator in its place, and is called hidden by its replies", async () => {
  const moderator = await aMember({ role: "moderator", name: "Mo Dara" });
  const thread = await aThread();
  const post = await aReply({ thread, author: thread.author, body: "Buy my token." });
  await aReply({ thread, author: thread.author, body: "An answer to it.", parentId: post.id });
  const asked = await open(`/mod/actions?kind=hide_post&target=${post.id}`, moderator);
  expect(asked.headings()).toEqual([`Hide post 2 by ${thread.author.name}`]);
  expect(asked.first("blockquote").text).toBe("Buy my token.");
  expect(asked.link("Cancel").href).toBe(`/p/${post.id}`);
  await moderate({ by: moderator, kind: "hide_post", target: post.id, reason: "An advert." });
  const read = await open(pathOf(thread));
  expect(read.first(".post-stub").text).toBe("Post 2 was hidden by Mo Dara. “An advert.” (log)");
  expect(read.text).toContain("in reply to a hidden post, 2");
  expect((await open(read.first(".post-stub").link("log").href!)).text).toContain("An advert.");
});

describe("reading on", () => {
  test("opens the replies to a post below it, and what a reply answers above it, without script", async () => {
    const thread = await aThread();
    await aReply({ thread, author: thread.author, body: "Of the thread." });
    const first = await aReply({ thread, author: thread.author, body: "First.", parentId: thread.openingPostId });
    const second = await aReply({ thread, author: thread.author, body: "Second.", parentId: first.id });
    const flat = await open(`${pathOf(thread)}?view=flat`);
    const replies = flat.first(`article#p-${first.id} details.post-replies`);
    expect(replies.first("summary").text).toBe("1 reply to post 3");
    expect(replies.first("li").text).toContain("Second.");
    expect(replies.link("Post 4").href).toBe(`${pathOf(thread)}/4#p-${second.id}`);
    const answered = flat.first(`article#p-${second.id} details.answered-post`);
    expect([answered.first("summary").name, answered.first("blockquote").text]).toEqual([
      "Read post 3 here",
      "Post 3 First.",
    ]);
  });

  test("offers three threads at the end: those that share most tags first, and none that is hidden", async () => {
    const thread = await aThread({ tags: ["scroll", "mev"] });
    const one = await aThread({
      title: "About one of its tags, long ago",
      tags: ["scroll"],
      at: new Date("2025-01-01"),
    });
    const both = await aThread({
      title: "About both of its tags",
      tags: ["scroll", "mev"],
      at: new Date("2024-01-01"),
    });
    const hidden = await aThread({ title: "Hidden and about both", tags: ["scroll", "mev"] });
    await db.thread.update({ where: { id: hidden.id }, data: { status: "hidden" } });
    await aThread({ title: "About something else", tags: ["privacy"] });
    for (const as of [null, await aMember()]) {
      const related = page(await (await server.fetch(pathOf(thread), { as })).text()).first(".related-threads");
      expect(related.links.map(({ name }) => name)).toEqual([both.title, one.title]);
    }
  });
});

test("a page that isn't there leads to the list that it would be in", async () => {
  const ways = [];
  for (const path of ["/metrics/devnet/no-such-metric", "/tags/no-such-tag", "/no/such/page"])
    ways.push((await open(path)).first(".state-page .button").name);
  expect(ways).toEqual(["All metrics", "All tags", "All threads"]);
});
