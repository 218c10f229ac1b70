/** A post's html is always its revision's, whatever renders it again beside an edit. */
import { beforeAll, expect, test } from "vitest";
import { rendererVersion } from "~/features/markdown/markdown";
import { warmLanes } from "~/platform/lanes.server";
import { createPost, editPost, reprocessNow, reprocessOutdated } from "~/features/posts/posts.server";
import { databaseFault } from "~/platform/database-faults";
import { db } from "~/platform/db.server";
import { countingDeadlocks } from "../../support/deadlocks";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

const database = useDatabase();
// The thread that renders takes seconds to start on a busy machine: not in a transaction of a test.
beforeAll(() => warmLanes());

const never = () => false;

test("an edit beside a rendering of the same post: the html is the newest revision's in every round", async () => {
  const author = await aMember();
  const thread = await aThread({ author });
  const { id: replyId } = await aReply({ thread, author });
  const { result: stale, deadlocks } = await countingDeadlocks(database.url, async () => {
    const found: string[] = [];
    for (let round = 1; round <= 40; round++)
      for (const postId of [thread.openingPostId, replyId]) {
        const word = `word${round}`;
        const [edited] = await Promise.all([
          editPost({ by: author, postId, body: `Now ${word}.`, reason: "", version: round }),
          reprocessNow(postId),
          reprocessNow(postId),
        ]);
        expect(edited).toEqual({ ok: true });
        const post = await db.post.findUniqueOrThrow({ where: { id: postId } });
        expect(post.revision).toBe(round + 1);
        if (!post.html.includes(word) || !post.plainText.includes(word)) found.push(`${postId}, round ${round}`);
      }
    return found;
  });
  expect(stale).toEqual([]);
  expect(deadlocks).toBe(0);
});

async function outdated(body: string) {
  const thread = await aThread({ body });
  const postId = thread.openingPostId;
  await db.post.update({ where: { id: postId }, data: { html: "made long ago", rendererVersion: 0 } });
  return postId;
}
const read = (id: number) =>
  db.post.findUniqueOrThrow({ where: { id }, select: { html: true, rendererVersion: true } });

test("a post that could not be written just now is rendered when the job is tried again", async () => {
  const postId = await outdated("To be rendered again.");
  await db.$executeRaw`create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'no space left' using errcode = '53100'; end $$`;
  await db.$executeRaw`create trigger no_room before update on "Post" for each row execute function no_room()`;
  const error = await reprocessOutdated(never).catch((thrown: unknown) => thrown);
  expect(databaseFault(error)).toBe("full");
  expect(await read(postId)).toEqual({ html: "made long ago", rendererVersion: 0 });

  await db.$executeRaw`drop trigger no_room on "Post"`;
  expect(await reprocessOutdated(never)).toBe(false);
  expect(await read(postId)).toEqual({ html: expect.stringContaining("To be rendered again."), rendererVersion });
});

test("a post that fails for a reason of ours keeps nobody else waiting, and is not called done", async () => {
  const [first, second] = [await outdated("Rendered all the same."), await outdated("This one fails.")];
  await db.$executeRaw`create function fails_once() returns trigger language plpgsql as $$
    begin if new."plainText" like '%This one fails%' then raise exception 'a fault of ours'; end if; return new; end $$`;
  await db.$executeRaw`create trigger fails_once before update on "Post" for each row execute function fails_once()`;
  await expect(reprocessOutdated(never)).rejects.toThrow("a fault of ours");
  await db.$executeRaw`drop trigger fails_once on "Post"`;
  expect((await read(first)).rendererVersion).toBe(rendererVersion);
  expect((await read(second)).rendererVersion).toBe(0);
  expect(await reprocessOutdated(never)).toBe(false);
});

/** A table whose html is far larger than its text. */
const tooLarge = `${"|a".repeat(100)}\n${"|-".repeat(100)}\n${"|\n".repeat(60)}`;

test("a text that today's renderer refuses keeps its html and is done", async () => {
  const postId = await outdated("short");
  await db.postRevision.updateMany({ where: { postId }, data: { body: tooLarge } });
  expect(await reprocessOutdated(never)).toBe(false);
  expect(await read(postId)).toEqual({ html: "made long ago", rendererVersion });
});

test("every quote of a post is judged when its words change, in one statement", async () => {
  const author = await aMember();
  const original = await aThread({ author, body: "The first words. And more." });
  const thread = await aThread();
  const quoting = (words: string) =>
    `[quote=@${author.handle}, p:${original.openingPostId}, r:1]\n${words}\n[/quote]\n\nSo it says.`;
  for (const words of ["The first words.", "And more.", "The first words. And more."])
    await createPost({ author: await aMember(), threadId: thread.id, body: quoting(words) });
  const edited = { by: author, postId: original.openingPostId, reason: "" };
  await editPost({ ...edited, body: "And more.", version: 1 });
  const states = async () =>
    (await db.quote.findMany({ where: { quotedPostId: original.openingPostId }, orderBy: { postId: "asc" } })).map(
      ({ state }) => state,
    );
  expect(await states()).toEqual(["changed", "holds", "changed"]);
  await editPost({ ...edited, body: "The first words. And more.", version: 2 });
  expect(await states()).toEqual(["holds", "holds", "holds"]);
});
