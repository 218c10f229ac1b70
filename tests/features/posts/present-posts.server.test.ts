import { expect, test } from "vitest";
import { presentPosts } from "~/features/posts/posts.server";
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

test("what is hidden later loses its link and its name, and the text stays readable", async () => {
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
