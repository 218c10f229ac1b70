import { expect, test } from "vitest";
import { isOfAnotherShape } from "~/features/posts/post-derived";
import { listPosts, listWholePosts, presentPosts, renderAgainUnlessNewer } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

async function aRichPost() {
  const alice = await aMember({ handle: "alice", name: "Alice <A>" });
  const quoted = await aThread({ title: "A thread that is quoted & named", author: alice });
  const thread = await aThread();
  const body = `@alice in #${quoted.id}, [here](/tags/base) and [there](https://example.org/a)\n\n[quote=@alice, p:${quoted.openingPostId}, r:1]\nAn opening post.\n[/quote]`;
  const post = await aReply({ thread, body });
  return { alice, quoted, post };
}

test("each medium gets the same post: a page with links of the site, feed with whole ones", async () => {
  const { quoted, post } = await aRichPost();
  const [page, feed] = await Promise.all(
    (["page", "feed"] as const).map(async (medium) => (await presentPosts([post], null, medium)).get(post.id)!),
  );
  expect(page).toBe(
    `<p dir="auto"><a class="mention" href="/u/alice" title="Alice &lt;A&gt;">@alice</a> in <a class="thread-link" href="/t/${quoted.id}/a-thread-that-is-quoted-named" title="A thread that is quoted &amp; named">#${quoted.id}</a>, <a href="/tags/base">here</a> and <a href="https://example.org/a" rel="nofollow ugc noopener">there</a></p>\n` +
      `<blockquote class="quote" data-post="${quoted.openingPostId}" data-revision="1">\n<p class="quote-origin"><a href="/p/${quoted.openingPostId}"><b>Alice &lt;A&gt;</b> · post 1, revision 1</a></p>\n<p dir="auto">An opening post.</p>\n</blockquote>\n`,
  );
  expect(feed).toBe(page!.replaceAll('href="/', 'href="http://localhost:3000/'));
});

test("a reference to a post that is hidden later loses its link and its name, and the text stays readable", async () => {
  const { quoted, post } = await aRichPost().catch(async () => ({
    quoted: await db.thread.findFirstOrThrow({ where: { title: { startsWith: "A thread that" } } }),
    post: await db.post.findFirstOrThrow({ where: { html: { contains: "quote-origin" } } }),
  }));
  await db.thread.update({ where: { id: quoted.id }, data: { status: "hidden" } });
  const html = (await presentPosts([post], null, "page")).get(post.id)!;
  expect(html).toContain(`in #${quoted.id}, `);
  expect(html).not.toContain("A thread that is quoted");
  expect(html).toContain("@alice · the quoted post was removed");
});

const mark = {
  id: 1,
  sourceId: 7,
  number: 1,
  kind: "ref",
  stance: "supports",
  isStanceTyped: false,
  locator: "",
  quote: "",
  remark: "",
  quotedHandle: "",
  version: "",
  isNotInSource: false,
  at: "2026-02-03T00:00:00.000Z",
};

test.each([
  null,
  [],
  "a text",
  { citations: [null] },
  { citations: { sources: {} } },
  { citations: { sources: [], order: [7], marks: [mark], mentions: [] } },
  { headings: "none", widgets: [{ address: 7 }], links: [{}] },
  { widgets: [{ address: "metric://base/tps", caption: "", revision: 1, pinned: { at: "never", values: [] } }] },
  { wordCount: "many", has: ["something newer"] },
])("fault 7: a row of another shape costs its own post at most, and is rendered again: %j", async (derived) => {
  const thread = await aThread();
  const [odd, next] = [
    await aReply({ thread, body: "Says [^a].\n\n[^a]: https://example.org/odd" }),
    await aReply({ thread, body: "Stands beside it." }),
  ];
  const { derived: good } = await db.post.findUniqueOrThrow({ where: { id: odd.id }, select: { derived: true } });
  await db.$executeRaw`update "Post" set "derived" = ${JSON.stringify(derived)}::jsonb where "id" = ${odd.id}`;

  const { posts } = await listPosts({ id: thread.id, lastNumber: 3, tags: [] }, 1, null);
  const page = await presentPosts(posts, null, "page");
  const feed = await listWholePosts({ ids: [odd.id, next.id] }, 10);
  expect(page.get(next.id)).toContain("Stands beside it.");
  expect(page.get(odd.id)).toMatch(/Says|can't be shown just now/);
  expect(feed.map(({ html }) => html).join()).toContain("Stands beside it.");

  const jobs = await db.$queryRaw<{ postId: number }[]>`
    select ("payload"->>'postId')::int as "postId" from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'post.render'`;
  if (isOfAnotherShape(derived)) expect(jobs.map(({ postId }) => postId)).toContain(odd.id);
  await renderAgainUnlessNewer(odd.id);
  expect(await db.post.findUniqueOrThrow({ where: { id: odd.id }, select: { derived: true } })).toEqual({
    derived: good,
  });
});

test("fault 7: a post that a newer release rendered is left to that release", async () => {
  const post = await aReply({ thread: await aThread(), body: "Rendered tomorrow." });
  await db.post.update({ where: { id: post.id }, data: { html: "of tomorrow", rendererVersion: 1_000_000 } });
  await renderAgainUnlessNewer(post.id);
  expect(await db.post.findUniqueOrThrow({ where: { id: post.id }, select: { html: true } })).toEqual({
    html: "of tomorrow",
  });
});
