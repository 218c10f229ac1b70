import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { joining, joinWindows } from "../../app/routes/pages/t.$threadId.($slug).($number)/join-windows";
import { gapsBefore } from "../../app/routes/pages/t.$threadId.($slug).($number)/time-gap";
import { loadThreadPage } from "../../app/routes/pages/t.$threadId.($slug).($number)/thread-page.server";
import { useDatabase } from "../support/database";
import { aMember, aThread } from "../support/factories";

useDatabase();

const window = (first: number) => ({ first, last: first + 19 });
const firsts = (windows: { first: number }[]) => windows.map(({ first }) => first).toSorted((a, b) => a - b);

test("windows join a page's own as far as they follow one another", () => {
  const own = window(41);
  expect(joining(own, [])).toEqual([]);
  expect(firsts(joining(own, [window(61), window(81), window(21)]))).toEqual([21, 61, 81]);
  expect(firsts(joining(own, [window(81), window(1)]))).toEqual([]);
  expect(firsts(joining(own, [window(41), window(61)]))).toEqual([61]);
});

test("two windows are one: posts in their order, all that belongs to them, and the silence between them", async () => {
  const thread = await aThread();
  const member = await aMember();
  const start = Date.UTC(2025, 0, 1);
  await db.post.createMany({
    data: Array.from({ length: 59 }, (_, index) => ({
      threadId: thread.id,
      authorId: thread.author.id,
      number: index + 2,
      // Twenty days apart, and a silence of seventy after post 40.
      createdAt: new Date(start + (index * 20 + (index >= 39 ? 50 : 0)) * 86_400_000),
      html: `<p>Post ${index + 2}</p>`,
      path: String(index).padStart(5, "0"),
    })),
  });
  await db.thread.update({ where: { id: thread.id }, data: { nextNumber: 61, postCount: 60 } });
  await db.post.updateMany({ where: { threadId: thread.id, number: 30 }, data: { status: "deleted" } });
  const load = async (number: number) => {
    const page = await loadThreadPage({ id: thread.id, number, replyTo: null, viewer: member, now: new Date(start) });
    const { screen, bodies } = page!;
    return { screen: JSON.parse(JSON.stringify(screen)) as typeof screen, bodies: Object.fromEntries(bodies) };
  };
  const [middle, next] = [await load(41), await load(21)];
  const { screen, bodies } = joinWindows(middle, [next]);
  expect(screen.window).toEqual({ first: 21, last: 60 });
  expect(screen.posts.map(({ number }) => number)).toEqual(
    [...Array(40).keys()].map((n) => n + 21).filter((n) => n !== 30),
  );
  expect(screen.stubs).toMatchObject([{ number: 30, reason: "deleted" }]);
  expect(Object.keys(bodies ?? {})).toHaveLength(39);
  // The page of its own knows when the post before it was written, and so does the joined one.
  const gaps = (part: typeof screen) => [...gapsBefore(part.posts, part.beforeAt)];
  expect(gaps(middle.screen)).toEqual([[41, "2 months later"]]);
  expect(gaps(screen)).toEqual([
    [31, "40 days later"],
    [41, "2 months later"],
  ]);
});

test("who may reply is told of an old thread, and nobody of a fresh one", async () => {
  const thread = await aThread();
  const member = await aMember();
  const isOld = async (days: number, viewer: typeof member | null) => {
    const now = new Date(Date.now() + days * 86_400_000);
    return (await loadThreadPage({ id: thread.id, number: 1, replyTo: null, viewer, now }))!.screen.isOld;
  };
  expect([await isOld(179, member), await isOld(181, member), await isOld(181, null)]).toEqual([false, true, false]);
});
