import { expect, test } from "vitest";
import { editPost } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { previewed } from "../../support/reading";
import { countingDeadlocks } from "../../support/deadlocks";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

const database = useDatabase();

const body = "Base runs at **142 TPS**. That is 60 % of what all L2s do, and it grows.";

const quote = (handle: string, id: number, words: string, revision = 1) =>
  `[quote=@${handle}, p:${id}, r:${revision}]\n${words}\n[/quote]`;

async function quoted(words: string) {
  const author = await aMember();
  const thread = await aThread({ author, body });
  const post = await aReply({ thread, body: `${quote(author.handle, thread.openingPostId, words)}\n\nSo?` });
  return { author, thread, post };
}

const stateOf = async (postId: number) =>
  (await db.quote.findFirst({ where: { postId }, select: { state: true } }))?.state ?? null;

const edit = async (author: Awaited<ReturnType<typeof aMember>>, postId: number, text: string) => {
  const { version } = await db.post.findUniqueOrThrow({ where: { id: postId }, select: { version: true } });
  expect((await editPost({ by: author, postId, body: text, reason: "", version })).ok).toBe(true);
};

test("a passage that stands in the original holds, whatever its marks and spaces", async () => {
  for (const words of ["142 TPS", "Base runs at 142   TPS.", "_Base_ runs […] and it grows.", "Base … grows"])
    expect([words, await stateOf((await quoted(words)).post.id)]).toEqual([words, "holds"]);
});

test("a passage that never stood there is said to differ, and an edit elsewhere does not make it true", async () => {
  const { author, thread, post } = await quoted("Base runs at 1,420 TPS.");
  expect(await stateOf(post.id)).toBe("differs");
  await edit(author, thread.openingPostId, "Something else.");
  expect(await stateOf(post.id)).toBe("differs");
});

test("when the quoted words are edited away the quote is changed, and holds again when they come back", async () => {
  const { author, thread, post } = await quoted("Base runs at 142 TPS.");
  await edit(author, thread.openingPostId, "Base runs at 171 TPS.");
  expect(await stateOf(post.id)).toBe("changed");
  const late = await aReply({ thread, body: quote(author.handle, thread.openingPostId, "Base runs at 142 TPS.") });
  expect(await stateOf(late.id)).toBe("changed");
  const invented = await aReply({ thread, body: quote(author.handle, thread.openingPostId, "142 TPS", 9) });
  expect(await stateOf(invented.id)).toBe("differs");
  await edit(author, thread.openingPostId, body);
  expect(await stateOf(post.id)).toBe("holds");
});

test("a quote of a hidden post has no row, and quoting names nobody for the quoter", async () => {
  const { thread, author } = await quoted("142 TPS");
  await db.post.update({ where: { id: thread.openingPostId }, data: { status: "hidden" } });
  const post = await aReply({ thread, body: quote(author.handle, thread.openingPostId, `142 TPS, @${author.handle}`) });
  expect(await stateOf(post.id)).toBe(null);
  expect(await db.mention.count({ where: { postId: post.id } })).toBe(0);
});

test("a quote of all of the post directly above is folded; a part of it, or a post further up, is not", async () => {
  const author = await aMember();
  const long = Array.from({ length: 60 }, (_, index) => `Sentence ${index} of a long post.`).join(" ");
  const thread = await aThread({ author, body: long });
  const direct = await aReply({ thread, body: quote(author.handle, thread.openingPostId, long) });
  const later = await aReply({ thread, body: quote(author.handle, thread.openingPostId, long) });
  expect(direct.html).toContain("<summary>All of the post directly above</summary>");
  expect(later.html).not.toContain("<summary>");
});

test("the preview of a quote has the same words as the post", async () => {
  const { author, thread } = await quoted("142 TPS");
  const preview = await previewed(quote(author.handle, thread.openingPostId, "1,420 TPS"), null);
  expect(preview.ok && preview.html).toContain("not in these words in the original");
});

test("two posts that quote each other and are edited at once deadlock never, and both quotes say how they stand", async () => {
  const words = (name: string, round: number) => `${name} counts ${1_000 + round} TPS.`;
  const make = async (name: string) => {
    const author = await aMember();
    return { name, author, post: await aThread({ author, body: words(name, 0) }) };
  };
  const [left, right] = [await make("Left"), await make("Right")];
  const turn = async (of: typeof left, other: typeof left, round: number) =>
    edit(
      of.author,
      of.post.openingPostId,
      `${words(of.name, round)}\n\n${quote(other.author.handle, other.post.openingPostId, words(other.name, round - 1), round)}`,
    );
  const { deadlocks } = await countingDeadlocks(database.url, async () => {
    for (let round = 1; round <= 15; round++) {
      await Promise.all([turn(left, right, round), turn(right, left, round)]);
      // Each quotes words that the other's edit has just removed.
      for (const { name, post } of [left, right])
        expect([round, name, await stateOf(post.openingPostId)]).toEqual([round, name, "changed"]);
    }
  });
  expect(deadlocks).toBe(0);
});
