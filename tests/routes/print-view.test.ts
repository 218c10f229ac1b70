/** A thread as one document for paper. */
import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { loadPrintView } from "../../app/routes/pages/t.$threadId.($slug).($number)/print-view.server";
import { useDatabase } from "../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";

useDatabase();

const now = new Date("2026-03-01T10:00:00Z");
const read = async (thread: ThreadMade, number = 1) =>
  (await loadPrintView({ id: thread.id, number, viewer: null, now }))!;

const fees = "https://example.org/fees";
const blobs = "https://example.org/blobs";

test("sources have one row of numbers, and a post's marks refer to it", async () => {
  const thread = await aThread({ body: `Blobs grew[^a].\n\n[^a]: ${blobs} Blobs by day` });
  await aReply({ thread, body: "Nothing is cited here." });
  const third = await aReply({
    thread,
    body: `Fees fell[^a], blobs grew[^supports:b, p. 4].\n\n[^a]: ${fees} Fees by chain\n[^b]: ${blobs}`,
  });
  const { bodies, print } = await read(thread);
  expect(print.posts.map(({ number }) => number)).toEqual([1, 2, 3]);
  const sources = page(bodies.get("all-sources")!);
  expect(sources.all("ol > li").map((entry) => entry.attribute("id"))).toEqual(["all-s1", "all-s2"]);
  expect(sources.all("ol > li").map(({ text }) => text)).toEqual([
    expect.stringMatching(/Blobs by day.*Cited in posts 1 and 3.*post 3 supports, p\. 4.*example\.org\/blobs, read/),
    expect.stringMatching(/Fees by chain.*Cited in post 3.*example\.org\/fees, read/),
  ]);
  const reply = page(bodies.get(`p-${third.id}`)!);
  expect(reply.all(".cite a").map((mark) => [mark.text, mark.attribute("href")])).toEqual([
    ["2", "#all-s2"],
    ["1", "#all-s1"],
  ]);
  expect(reply.has(".sources")).toBe(false);
});

test("holds all posts of several windows, in order, from the number that was asked for", async () => {
  const thread = await aThread();
  const author = await aMember();
  for (let number = 2; number <= 23; number++) await aReply({ thread, author, body: `Reply ${number}.` });
  const hidden = await db.post.findFirstOrThrow({ where: { threadId: thread.id, number: 22 }, select: { id: true } });
  await db.post.update({ where: hidden, data: { status: "hidden" } });
  const whole = await read(thread);
  expect(whole.print).toMatchObject({ first: 1, last: 23, stubs: [{ number: 22, reason: "hidden" }] });
  expect(whole.print.posts).toHaveLength(22);
  expect(whole.bodies.get(`p-${hidden.id}`)).toBeUndefined();
  const rest = await read(thread, 20);
  expect(rest.print.posts.map(({ number }) => number)).toEqual([20, 21, 23]);
  expect(rest.print).toMatchObject({ first: 20, last: 23 });
});

test("ends before the post that makes it larger than 2 MB", async () => {
  const thread = await aThread();
  const replies = [await aReply({ thread }), await aReply({ thread }), await aReply({ thread })];
  const html = `<p>${"x".repeat(1_300_000)}</p>\n`;
  await db.post.updateMany({ where: { id: { in: replies.map(({ id }) => id) } }, data: { html } });
  const first = await read(thread);
  expect(first.print).toMatchObject({ first: 1, last: 2 });
  expect(first.print.posts).toHaveLength(2);
  const next = await read(thread, 3);
  expect(next.print).toMatchObject({ first: 3, last: 3 });
});

test("ends after 500 posts", async () => {
  const thread = await aThread();
  const { id: authorId } = thread.author;
  const at = new Date("2026-02-20T09:00:00Z");
  const opening = { id: thread.openingPostId };
  const { derived } = await db.post.findUniqueOrThrow({ where: opening, select: { derived: true } });
  await db.post.createMany({
    data: Array.from({ length: 520 }, (_, index) => ({
      threadId: thread.id,
      authorId,
      number: index + 2,
      createdAt: at,
      html: "<p>x</p>",
      derived: derived ?? {},
      path: String(index),
    })),
  });
  await db.thread.update({ where: { id: thread.id }, data: { nextNumber: 522, postCount: 521 } });
  const { print } = await read(thread);
  expect(print).toMatchObject({ first: 1, last: 500 });
  expect(print.posts).toHaveLength(500);
  expect((await read(thread, 501)).print).toMatchObject({ first: 501, last: 521 });
});
