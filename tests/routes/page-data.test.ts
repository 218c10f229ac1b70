/** What pages tell machines: their one address, their picture, and what they are about. */
import { expect, test } from "vitest";
import { changePostVisibility, deletePost } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

const pageAt = async (path: string, as: Parameters<typeof server.fetch>[1] = {}) =>
  (await server.fetch(path, as)).text();
const metaOf = (html: string, name: string) =>
  page(html).all(`meta[property="${name}"], meta[name="${name}"]`)[0]?.attribute("content");
type Data = Record<string, unknown> & { comment?: { text: string }[] };
const sourcesOf = (html: string) =>
  page(html)
    .all("script[type='application/ld+json']")
    .map(({ source }) => source);
const dataOf = (html: string) => sourcesOf(html).map((json) => JSON.parse(json) as Data);

test("a thread shows its own picture beside links to it, other pages the forum's", async () => {
  const author = await aMember({ handle: "pictured", name: "Pictured" });
  const thread = await aThread({ author, title: "A thread with a picture & more" });
  const html = await pageAt(`/t/${thread.id}/${thread.slug}`);
  expect(metaOf(html, "og:image")).toBe(`${server.origin}/embed/thread/${thread.id}.png`);
  expect(metaOf(html, "og:image:width")).toBe("1200");
  expect(metaOf(html, "og:image:height")).toBe("630");
  expect(metaOf(html, "og:image:alt")).toMatch(
    /^A thread with a picture & more\. A thread on Counterproof, opened by Pictured on /,
  );
  expect(metaOf(html, "twitter:card")).toBe("summary_large_image");
  for (const path of ["/", "/u/pictured", "/modlog"]) {
    const other = await pageAt(path);
    expect(metaOf(other, "og:image")).toBe(`${server.origin}/embed/site.png`);
    expect(metaOf(other, "og:image:alt")).toMatch(/^Counterproof: /);
  }
});

test("a link to a post shows that post's words and picture, and the page it stands on stays the address for search engines", async () => {
  const thread = await aThread({ title: "A thread with a post to share" });
  const reply = await aReply({ thread, body: "Words that somebody shares elsewhere." });
  const path = `/t/${thread.id}/${thread.slug}`;
  const shared = await pageAt(`${path}/2`);
  expect(metaOf(shared, "og:title")).toBe("A thread with a post to share, post 2");
  expect(metaOf(shared, "og:description")).toBe("Words that somebody shares elsewhere.");
  expect(metaOf(shared, "og:image")).toBe(`${server.origin}/embed/post/${reply.id}.png`);
  expect(metaOf(shared, "og:url")).toBe(`${server.origin}${path}/2`);
  expect(page(shared).first('link[rel="canonical"]').href).toBe(server.origin + path);
  expect((await server.fetch(`/embed/post/${reply.id}.png`)).status).toBe(200);

  // What is hidden is shared by nobody's words.
  await db.$transaction((tx) => changePostVisibility(tx, reply.id, "hidden"));
  const hidden = await pageAt(`${path}/2`);
  expect(metaOf(hidden, "og:image")).toBe(`${server.origin}/embed/thread/${thread.id}.png`);
  expect(metaOf(hidden, "og:url")).toBe(server.origin + path);
});

test("every public page has one canonical address, and pages that search engines should leave out are noindex", async () => {
  const author = await aMember({ handle: "canonical" });
  const thread = await aThread({ author, title: "A thread with many posts", tags: ["fees", "base"] });
  for (let index = 0; index < 21; index += 1) await aThread({ author });
  await aReply({ thread, author });
  const path = `/t/${thread.id}/${thread.slug}`;
  const next = page(await pageAt("/?sort=new")).first("[rel=next]").href!;
  const table: [string, string, boolean][] = [
    ["/", "/", false],
    ["/?sort=hot&utm_source=x", "/", false],
    ["/?sort=top&period=year", "/", false],
    ["/?tag=base", "/?tag=base", false],
    ["/?tag=base&sort=new", "/?tag=base", false],
    ["/?tag=fees&tag=base", "/?tag=base&tag=fees", true],
    ["/?tag=base&tag=fees", "/?tag=base&tag=fees", true],
    ["/?tag=no-such-tag", "/?tag=no-such-tag", true],
    [next, next, true],
    [path, path, false],
    [`${path}?reply=1`, path, false],
    [`${path}/2`, path, false],
    ["/u/canonical", "/u/canonical", false],
    ["/modlog", "/modlog", false],
    ["/modlog?cursor=5", "/modlog?cursor=5", true],
    [`/p/${thread.openingPostId}/history`, `/p/${thread.openingPostId}/history`, true],
    [`/p/${thread.openingPostId}/history?from=1&to=1`, `/p/${thread.openingPostId}/history`, true],
  ];
  for (const [asked, canonical, isNoindex] of table) {
    const html = await pageAt(asked);
    const links = page(html)
      .all("link[rel=canonical]")
      .map(({ href }) => href);
    expect([asked, ...links]).toEqual([asked, server.origin + canonical]);
    expect([asked, metaOf(html, "robots")]).toEqual([asked, isNoindex ? "noindex" : undefined]);
    expect((await server.fetch(canonical)).status).toBe(200);
  }
  for (const form of ["/sign-in", "/sign-up"]) expect(metaOf(await pageAt(form), "robots")).toBe("noindex");
});

test("a thread's page has data about its subject, its authors and its replies", async () => {
  const author = await aMember({ handle: "opener", name: "Opener" });
  const other = await aMember({ handle: "answerer", name: "Answerer" });
  const at = (day: number) => new Date(`2026-02-${day}T09:00:00Z`);
  const thread = await aThread({
    author,
    title: "What is the price of data?",
    body: "It is **low**.",
    tags: ["base"],
    at: at(10),
  });
  const reply = await aReply({ thread, author: other, body: "It was high.", at: at(11) });
  const path = `/t/${thread.id}/${thread.slug}`;
  const [posting, trail, ...rest] = dataOf(await pageAt(path));
  expect(rest).toEqual([]);
  expect(posting).toMatchObject({
    "@context": "https://schema.org",
    "@type": "DiscussionForumPosting",
    url: server.origin + path,
    headline: "What is the price of data?",
    text: "It is low.",
    author: { "@type": "Person", name: "Opener", url: `${server.origin}/u/opener` },
    datePublished: "2026-02-10T09:00:00.000Z",
    dateModified: "2026-02-10T09:00:00.000Z",
    image: `${server.origin}/embed/thread/${thread.id}.png`,
    commentCount: 1,
    interactionStatistic: [
      { "@type": "InteractionCounter", interactionType: "https://schema.org/LikeAction", userInteractionCount: 0 },
      { "@type": "InteractionCounter", interactionType: "https://schema.org/AgreeAction", userInteractionCount: 0 },
      { "@type": "InteractionCounter", interactionType: "https://schema.org/DisagreeAction", userInteractionCount: 0 },
    ],
  });
  expect(posting!["comment"]).toMatchObject([
    {
      "@type": "Comment",
      url: `${server.origin}${path}/2#p-${reply.id}`,
      text: "It was high.",
      author: { name: "Answerer", url: `${server.origin}/u/answerer` },
      datePublished: "2026-02-11T09:00:00.000Z",
    },
  ]);
  expect(trail).toMatchObject({
    "@type": "BreadcrumbList",
    itemListElement: [
      { position: 1, name: "Threads", item: `${server.origin}/` },
      { position: 2, name: "Base", item: `${server.origin}/chains/base` },
      { position: 3, name: "What is the price of data?", item: server.origin + path },
    ],
  });
});

test("further pages of a thread are about the same opening post, and comment with their own", async () => {
  const thread = await aThread({ title: "A thread of two pages", body: "It opens here." });
  for (let number = 2; number <= 22; number += 1)
    await aReply({ thread, author: thread.author, body: `Answer ${number}.` });
  const [posting] = dataOf(await pageAt(`/t/${thread.id}/${thread.slug}/21`));
  expect(posting).toMatchObject({
    text: "It opens here.",
    commentCount: 21,
    url: `${server.origin}/t/${thread.id}/${thread.slug}`,
  });
  expect(posting!.comment!.map(({ text }) => text)).toEqual(["Answer 21.", "Answer 22."]);
});

test("no title or text breaks out of the data", async () => {
  const hostile = `</script><script>alert(1)</script><!-- & \u2028 "quoted" \\u003c`;
  const author = await aMember({ name: `</script><img src=x> ${"\u2029"}` });
  const thread = await aThread({ author, title: hostile, body: `Text: \`${hostile}\`` });
  const html = await pageAt(`/t/${thread.id}/${thread.slug}`);
  const [posting] = dataOf(html);
  expect(posting!["headline"]).toBe(thread.title);
  expect(posting!["text"]).toContain("</script><script>alert(1)</script>");
  for (const json of sourcesOf(html)) expect(json).not.toMatch(/[<>&\u2028\u2029]/);
  // The visitor's appearance, one module of ours, two blocks of data, nothing else.
  expect(page(html).all("script")).toHaveLength(4);
});

test("hidden and deleted posts are in no data, for nobody", async () => {
  const thread = await aThread({ title: "A thread with removed posts" });
  const author = await aMember();
  const hidden = await aReply({ thread, author, body: "markerhidden" });
  const deleted = await aReply({ thread, author, body: "markerdeleted" });
  await aReply({ thread, author, body: "A post that stays." });
  await db.$transaction((tx) => changePostVisibility(tx, hidden.id, "hidden"));
  await deletePost({ by: author, postId: deleted.id });
  const path = `/t/${thread.id}/${thread.slug}`;
  const html = await pageAt(path);
  expect(html).not.toMatch(/marker(hidden|deleted)/);
  const [posting] = dataOf(html);
  expect(posting).toMatchObject({ commentCount: 1 });
  expect(posting!["comment"]).toHaveLength(1);
  const moderator = await aMember({ role: "moderator" });
  expect(JSON.stringify(dataOf(await pageAt(path, { as: moderator })))).not.toContain("marker");
});

test("a profile has data about its member", async () => {
  const member = await aMember({ handle: "profiled", name: "Pro & Filed" });
  await aThread({ author: member });
  await db.member.update({ where: { id: member.id }, data: { bio: "Reads </script> carefully." } });
  const [profile, ...rest] = dataOf(await pageAt("/u/profiled"));
  expect(rest).toEqual([]);
  expect(profile).toMatchObject({
    "@type": "ProfilePage",
    url: `${server.origin}/u/profiled`,
    mainEntity: {
      "@type": "Person",
      name: "Pro & Filed",
      alternateName: "@profiled",
      url: `${server.origin}/u/profiled`,
      description: "Reads </script> carefully.",
      agentInteractionStatistic: { userInteractionCount: 1 },
    },
  });
});
