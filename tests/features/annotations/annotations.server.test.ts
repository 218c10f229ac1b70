/** Quotes, citations and claims of a thread as Web Annotations: valid, placed, and no more than a visitor may know. */
import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { readAnnotations } from "~/features/annotations/annotations.server";
import { deletePost, editPost, eraseRevision, foldPost, readPlainTexts } from "~/features/posts/posts.server";
import { findThread } from "~/features/threads/threads.server";
import { db, inTransaction } from "~/platform/db.server";
import { askingJobs } from "~/platform/lanes.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { expectPlaced, faultsInAnnotations, type ReadAnnotation } from "../../support/web-annotations";

useDatabase();
let author: Member;
let thread: ThreadMade;

type Read = {
  total: number;
  startIndex: number;
  first: { items: ReadAnnotation[] };
  items: ReadAnnotation[];
  last: string;
};
async function read(page: number | null = null, of = thread): Promise<Read> {
  const found = await readAnnotations((await findThread(of.id, null))!, page, askingJobs);
  expect(faultsInAnnotations(found)).toEqual([]);
  return JSON.parse(JSON.stringify(found)) as Read;
}
const textAt = async (address: string) => {
  const [, postId, revision] = /\/p\/(\d+)\/r\/(\d+)$/.exec(address)!.map(Number);
  const texts = await readPlainTexts([{ postId: postId!, revision: revision! }], askingJobs);
  return [...texts.values()][0]!;
};

beforeAll(async () => {
  author = await aMember({ handle: "annotated", name: "Ann Otated" });
  thread = await aThread({
    author,
    body: "Base makes [12 TPS](metric:base/tps), 数字 🦩 and more.\n\nBlobs are cheap[^<https://papers.example/blobs>, p. 4].",
  });
});

test("the check of the model can fail", () => {
  const faults = faultsInAnnotations({ "@context": "x", type: "AnnotationPage", items: [{ colour: "red" }] });
  expect(faults).toContain('/items/0: the context has no term "colour"');
  expect(faults).toContain("/items/0: there is at least one target");
});

test("claims, citations and quotes are annotations of the revision, each at its place", async () => {
  const quote = `[quote=@annotated, p:${thread.openingPostId}, r:1]\nand more.\n[/quote]\n\nNo.`;
  const reply = await aReply({ thread, body: quote });
  const { total, first } = await read();
  const kinds = first.items.map(({ id, motivation }) => [id.replace(/^.*#|-\d+$/g, ""), motivation]);
  expect(kinds).toEqual([
    ["claim", "assessing"],
    ["citation", "linking"],
    ["quote", "commenting"],
  ]);
  expect(total).toBe(3);
  for (const item of first.items) {
    expect(item.target.source.id).toMatch(new RegExp(`/p/${thread.openingPostId}/r/1$`));
    expectPlaced(item, await textAt(item.target.source.id));
  }
  const [claim, citation, quoted] = first.items;
  expect(claim!.target.selector![0]).toMatchObject({ exact: "12 TPS", prefix: "Base makes " });
  expect(JSON.stringify(citation!.body)).toContain('"https://papers.example/blobs"');
  expect(citation!.creator.name).toBe("Ann Otated");
  expect(JSON.stringify(quoted!.body)).toContain(`/p/${reply.id}/r/1`);
});

test("a quote stays at the revision that it quotes, and loses its place when that text is erased", async () => {
  const edited = await aThread({ author, body: "The first words, which are gone." });
  const quote = `[quote=@annotated, p:${edited.openingPostId}, r:1]\nThe first words\n[/quote]\n\nYes.`;
  await aReply({ thread: edited, body: quote });
  await editPost({ by: author, postId: edited.openingPostId, body: "Other words.", reason: "", version: 1 });
  const [before] = (await read(null, edited)).first.items;
  expect(before!.target.source.id).toMatch(/\/r\/1$/);
  expectPlaced(before!, "The first words, which are gone.");
  const moderator = await aMember({ role: "moderator" });
  await eraseRevision({ by: moderator, postId: edited.openingPostId, revision: 1 }, async () => {});
  const [after] = (await read(null, edited)).first.items;
  expect(after!.target.selector).toBeUndefined();
});

test("nothing stands in it of posts that are hidden, deleted or folded", async () => {
  const other = await aThread({ author });
  const body = (word: string) => `${word} makes [99 TPS](metric:base/tps)[^https://papers.example/${word}].`;
  const deleted = await aReply({ thread: other, author, body: body("deletedword") });
  await deletePost({ by: author, postId: deleted.id });
  const hidden = await aReply({ thread: other, author, body: body("hiddenword") });
  await db.post.update({ where: { id: hidden.id }, data: { status: "hidden" } });
  const folded = await aReply({ thread: other, author, body: body("foldedword") });
  const quoting = `[quote=@annotated, p:${folded.id}, r:1]\nfoldedword makes\n[/quote]\n\nHm.`;
  await aReply({ thread: other, body: quoting });
  await inTransaction((tx) => foldPost(tx, folded.id, "Three members flagged it."));
  const found = await read(null, other);
  expect(found).toMatchObject({ total: 0, first: { items: [] } });
});

test("a verdict that is its author's alone is not told", async () => {
  const claim = await db.claim.findFirstOrThrow({ where: { postId: thread.openingPostId } });
  await db.claim.update({
    where: { id: claim.id },
    data: { status: "off", factor: 420, troubledAt: new Date(), publicStatus: "unchecked" },
  });
  const { first } = await read();
  expect(JSON.stringify(first.items[0]!.body)).not.toMatch(/off|420/);
  await db.claim.update({ where: { id: claim.id }, data: { troubledAt: new Date("2026-01-01T00:00:00Z") } });
  expect(JSON.stringify((await read()).first.items[0]!.body)).toContain("off by 420");
});

test("a long thread comes in pages of twenty posts, which say where they begin", async () => {
  const long = await aThread({ author, body: "Base makes [1 TPS](metric:base/tps)." });
  for (let index = 2; index <= 21; index++)
    await aReply({ thread: long, author, body: `Base makes [${index} TPS](metric:base/tps).` });
  const whole = await read(null, long);
  expect(whole.total).toBe(21);
  expect(whole.first.items).toHaveLength(20);
  expect(whole.last).toMatch(/\/annotations\.jsonld\?page=2$/);
  const second = await read(2, long);
  expect([second.startIndex, second.items.length]).toEqual([20, 1]);
  expect(await readAnnotations((await findThread(long.id, null))!, 3, askingJobs)).toBeNull();
});
