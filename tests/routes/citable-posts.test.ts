/** A post's text as of one revision, at an address that stays, and as reference managers read it. */
import { plugins } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";
import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { deletePost, editPost, eraseRevision, foldPost } from "~/features/posts/posts.server";
import { db, inTransaction } from "~/platform/db.server";
import { readEmbeddedMetadata } from "../support/embedded-metadata";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";
import { faultsInAnnotations } from "../support/web-annotations";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let author: Member;
let thread: ThreadMade;
let postId: number;

beforeAll(async () => {
  author = await aMember({ handle: "cited-author", name: "Ruben Castell" });
  thread = await aThread({
    author,
    title: "What do blobs & <fees> cost?",
    tags: ["fees"],
    at: new Date("2026-02-20T09:14:00Z"),
  });
  const body = "Blobs cost 12 gwei[^https://papers.example/blobs].";
  postId = (await aReply({ thread, author, body, at: new Date("2026-02-21T10:00:00Z") })).id;
  const edit = { by: author, postId, reason: "a wrong unit", version: 1 };
  expect(await editPost({ ...edit, body: "Blobs cost 12 wei[^https://papers.example/blobs]." })).toEqual({ ok: true });
});

const open = async (path: string, as: Member | null = null) => {
  const answer = await server.fetch(path, { as });
  return { status: answer.status, html: await answer.text() };
};

test("each revision is a page that is canonical to itself, and says which of how many it is", async () => {
  for (const viewer of [null, author]) {
    const first = await open(`/p/${postId}/r/1`, viewer);
    expect(first.status).toBe(200);
    const old = page(first.html);
    expect(old.first("link[rel=canonical]").href).toBe(`${server.origin}/p/${postId}/r/1`);
    expect(old.first("main").text).toContain("Blobs cost 12 gwei");
    expect(old.first("main").text).toContain("Revision 1 of 2. The post was edited since");
    expect(old.first("meta[name=robots]").attribute("content")).toBe("noindex");
    const newest = old.link("the newest revision").href!;
    expect(newest).toBe(`/p/${postId}/r/2`);
    expect(old.link("In its thread").href).toBe(`/t/${thread.id}/${thread.slug}/2#p-${postId}`);
    expect(old.link("Cite this revision").href).toBe(`/p/${postId}/cite?r=1`);
    const now = page((await open(newest, viewer)).html);
    expect(now.first("main").text).toContain("Blobs cost 12 wei");
    expect(now.first("main").text).toContain("Revision 2 of 2, “a wrong unit”. This is what the post says now.");
  }
});

test("what is no revision is 404, and a text that is no longer shown 410", async () => {
  for (const path of [`/p/${postId}/r/3`, `/p/${postId}/r/0`, `/p/${postId}/r/x`, "/p/999999/r/1", "/p/x/r/1"])
    expect([path, (await open(path)).status]).toEqual([path, 404]);
  const moderator = await aMember({ role: "moderator" });

  const deleted = await aReply({ thread, author, body: "A markerword that is deleted." });
  await deletePost({ by: author, postId: deleted.id });
  const hidden = await aReply({ thread, author, body: "A markerword that is hidden." });
  await db.post.update({ where: { id: hidden.id }, data: { status: "hidden" } });
  const secret = await aThread({ author, body: "A markerword in a hidden thread." });
  await db.thread.update({ where: { id: secret.id }, data: { status: "hidden" } });
  const erased = await aReply({ thread, author, body: "A markerword that is erased." });
  await editPost({ by: author, postId: erased.id, body: "Other words.", reason: "", version: 1 });
  const erasure = { by: moderator, postId: erased.id, revision: 1 };
  expect((await eraseRevision(erasure, async () => {})).ok).toBe(true);
  for (const id of [deleted.id, hidden.id, secret.openingPostId, erased.id])
    for (const viewer of [null, author, moderator]) {
      const { status, html } = await open(`/p/${id}/r/1`, viewer);
      expect([id, viewer?.handle, status]).toEqual([id, viewer?.handle, 410]);
      expect(html).not.toContain("markerword");
      expect(page(html).first("title").source).toBe("Gone · Counterproof");
    }
  expect((await open(`/p/${erased.id}/r/2`)).status).toBe(200);
});

test("a folded post's text stays where one opens it oneself", async () => {
  const post = await aReply({ thread, author, body: "A foldedword." });
  await inTransaction((tx) => foldPost(tx, post.id, "Three members flagged it."));
  const { status, html } = await open(`/p/${post.id}/r/1`);
  expect(status).toBe(200);
  expect(html).not.toContain("foldedword");
  expect(html).not.toContain("citation_title");
});

test("a reference manager keeps a revision as a post of a forum, with its author, day, address and what it cites", async () => {
  const { html } = await open(`/p/${postId}/r/1`);
  expect(readEmbeddedMetadata(html)).toEqual({
    itemType: "forumPost",
    title: "Reply 2 to “What do blobs & <fees> cost?”",
    creators: [{ firstName: "Ruben", lastName: "Castell" }],
    date: "2026-02-21",
    publicationTitle: "Counterproof",
    publisher: "Counterproof",
    url: `${server.origin}/p/${postId}/r/1`,
    language: "en",
    tags: ["Fees"],
    abstractNote: expect.stringContaining("Blobs cost 12 gwei"),
  });
  expect(page(html).first("meta[name=citation_reference]").attribute("content")).toContain(
    "citation_fulltext_html_url=https://papers.example/blobs",
  );
});

test("a thread is kept under the address that stays when its title changes", async () => {
  const { html } = await open(`/t/${thread.id}/${thread.slug}`);
  expect(readEmbeddedMetadata(html)).toMatchObject({
    itemType: "forumPost",
    title: "What do blobs & <fees> cost?",
    creators: [{ firstName: "Ruben", lastName: "Castell" }],
    date: "2026-02-20",
    url: `${server.origin}/t/${thread.id}`,
  });
  expect(page(html).all("meta[name=citation_reference]")).toHaveLength(1);
});

test.each([
  ["csl.json", {}],
  ["bib", {}],
  ["ris", { forceType: "@ris/file" }],
])("citation-js reads the file of a revision in %s as the page says it", async (format, options) => {
  const { title, url } = readEmbeddedMetadata((await open(`/p/${postId}/r/1`)).html);
  const text = await (await server.fetch(`/p/${postId}/cite.${format}?r=1`)).text();
  const [item] = plugins.input.chain(text, { target: "@csl/list+object", ...options }) as Record<string, unknown>[];
  expect(item).toMatchObject({ URL: url });
  expect(JSON.stringify(item!["issued"])).toContain("2026");
  const plain = (text: string) => text.replaceAll(/<\/?(?:span|i|b)[^>]*>/g, "");
  expect(plain(String(item!["title"]))).toBe(title);
  expect(JSON.stringify(item!["author"])).toContain("Castell");
});

test("the words of a revision alone, and annotations of its passages, are files for everybody", async () => {
  const words = await server.fetch(`/p/${postId}/r/1.txt`);
  expect([words.status, words.headers.get("Content-Type"), words.headers.get("Access-Control-Allow-Origin")]).toEqual([
    200,
    "text/plain; charset=utf-8",
    "*",
  ]);
  expect(await words.text()).toBe("Blobs cost 12 gwei.");
  expect((await server.fetch(`/p/${postId}/r/3.txt`)).status).toBe(404);
  const linked = page((await open(`/p/${postId}/r/1`)).html).first("link[type='text/plain']").href;
  expect(linked).toBe(`/p/${postId}/r/1.txt`);

  const path = page((await open(`/t/${thread.id}/${thread.slug}`)).html).first(
    "link[type='application/ld+json']",
  ).href!;
  const answer = await server.fetch(path);
  expect([
    answer.status,
    answer.headers.get("Content-Type"),
    answer.headers.get("Access-Control-Allow-Origin"),
  ]).toEqual([200, 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', "*"]);
  expect(faultsInAnnotations(await answer.json())).toEqual([]);
  const again = await server.fetch(path, { headers: { "If-None-Match": answer.headers.get("ETag")! } });
  expect(again.status).toBe(304);
  expect((await server.fetch(`${path}?page=2`)).status).toBe(404);
  expect((await server.fetch(`${path}?page=0`)).status).toBe(400);
  const moved = await server.fetch(`/t/${thread.id}/another-name/annotations.jsonld`);
  expect([moved.status, moved.headers.get("Location")]).toEqual([301, path]);
});
