/** Acts on a thread in its form, and what readers see of them in every view and at every old address. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let moderator: Member;
let member: Member;
beforeAll(async () => {
  moderator = await aMember({ role: "moderator", name: "Nadia Petrov" });
  member = await aMember();
});

const read = async (path: string, as: Member | null = null) => (await server.fetch(path, { as })).text();
const act = (thread: ThreadMade, form: Record<string, string>) =>
  server.fetch(`/mod/threads/${thread.id}`, { as: moderator, form: { reason: "Another question.", ...form } });
const pathOf = (thread: { id: number; slug: string }) => `/t/${thread.id}/${thread.slug}`;
const newest = () => db.thread.findFirstOrThrow({ orderBy: { id: "desc" } });

/** Four posts: 3 answers 2, and 4 answers 1. */
async function aDebate(title: string) {
  const thread = await aThread({ title });
  const second = await aReply({ thread, parentId: thread.openingPostId, body: "Quaggas pay the base fee." });
  const third = await aReply({ thread, parentId: second.id, body: "Do quaggas pay for blobs as well?" });
  await aReply({ thread, parentId: thread.openingPostId, body: "Back to the question." });
  return { thread, second, third };
}

describe("moving posts", () => {
  const fields = { act: "move_posts", box: "2", to: "new", title: "What do quaggas pay for, and who says so?" };

  test("is confirmed with the posts in view, and can be gone back from; nothing has moved until then", async () => {
    const { thread } = await aDebate("Who pays the base fee here?");
    const form = await read(`/mod/threads/${thread.id}?posts=2`, moderator);
    expect(form).toContain("Quaggas pay the base fee.");
    const asked = await act(thread, fields);
    expect(asked.status).toBe(200);
    const html = await asked.text();
    for (const words of [
      "Look at what moves",
      "Quaggas pay the base fee.",
      "Do quaggas pay for blobs",
      "answers one of them",
      "Move 2 posts",
    ])
      expect(html).toContain(words);
    const lines = page(html)
      .all(".thread-acts-posts li")
      .map(({ text }) => text);
    expect(lines).toEqual([
      expect.stringMatching(/^2 .*Quaggas pay/),
      expect.stringMatching(/^3 .*quaggas pay for blobs.*answers one of them/),
    ]);
    expect(await db.post.count({ where: { threadId: thread.id } })).toBe(4);
    expect(await (await act(thread, { ...fields, reason: "x" })).text()).toContain("Say why");
    const refused = await act(thread, { ...fields, title: "Short" });
    expect(refused.status).toBe(422);
    const again = await refused.text();
    expect(again).toContain("A title has at least");
    expect(page(again).field("Title of the new thread").value).toBe("Short");
  });

  test("leaves a line in every view, keeps addresses, and both threads say so", async () => {
    const { thread, second, third } = await aDebate("Who pays the blob fee here?");
    expect(await read(pathOf(thread))).toContain("Quaggas");
    const done = await act(thread, { ...fields, confirmed: "yes" });
    expect(done.headers.get("Location")).toBe(`/p/${second.id}`);
    const made = await newest();
    for (const [post, number] of [
      [second, 1],
      [third, 2],
    ] as const)
      expect((await server.fetch(`/p/${post.id}`)).headers.get("Location")).toContain(
        number === 1 ? pathOf(made) : `${pathOf(made)}/2`,
      );
    for (const as of [null, member, moderator]) {
      const flat = await read(`${pathOf(thread)}?view=flat`, as);
      expect(flat).toMatch(/Post 2 was moved to[^]*post 1 of “What do quaggas pay for, and who says so\?”/);
      expect(flat).toMatch(/moved posts 2 and 3 to[^]*What do quaggas/);
      expect(flat).not.toContain("Quaggas pay the base fee.");
      expect(await read(`${pathOf(thread)}/3`, as)).toContain("Post 3 was moved to");
      expect(await read(`${pathOf(made)}?view=flat`, as)).toMatch(
        /moved posts here from[^]*Who pays the blob fee here\?/,
      );
    }
    for (const view of ["tree", "map"]) {
      expect((await server.fetch(`${pathOf(thread)}?view=${view}`)).status).toBe(200);
      expect(await read(`${pathOf(made)}?view=${view}`)).toContain("quaggas");
    }
    expect(await read(`${pathOf(thread)}.md`)).toMatch(new RegExp(`Moved to another thread: <?\\S+/p/${second.id}\\b`));
    expect(await read(`${pathOf(made)}.md`)).toContain("Quaggas pay the base fee.");
    expect(await read(`${pathOf(thread)}?print=all`)).toContain("Post 2 was moved to");
    expect(await read(`${pathOf(thread)}.rss`)).not.toContain("Quaggas");
    expect(await read(`${pathOf(made)}.rss`)).toContain("Quaggas");
    const found = await read("/search?q=quaggas");
    expect(found).toContain(`/t/${made.id}/`);
    expect(found).not.toContain(`/t/${thread.id}/`);
    expect(await read("/modlog")).toMatch(/moved posts from[^]*to[^]*2 posts/);
  });

  test("can be taken back in the same form, which lists the moves", async () => {
    const { thread, second } = await aDebate("Who pays the tip here?");
    await act(thread, { ...fields, confirmed: "yes" });
    const made = await newest();
    const { id } = await db.threadMove.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(await read(`/mod/threads/${thread.id}`, moderator)).toContain("Moves that can be taken back");
    expect((await act(thread, { act: "move_back", move: String(id), reason: "x" })).status).toBe(422);
    expect((await act(thread, { act: "move_back", move: String(id) })).status).toBe(303);
    expect(await read(pathOf(thread))).toContain("Quaggas pay the base fee.");
    for (const path of [pathOf(made), `${pathOf(made)}/1`, `/t/${made.id}`])
      expect((await server.fetch(path)).headers.get("Location")).toBe(`/p/${second.id}`);
  });

  test("a reply from a page that is older than the move reaches the post; one to a merged thread reaches the other", async () => {
    const { thread, third } = await aDebate("Who pays for calldata here?");
    await act(thread, { ...fields, confirmed: "yes" });
    const made = await newest();
    const form = { body: "Sent from the old page.", parent: String(third.id) };
    const sent = await server.fetch(pathOf(thread), { as: member, form });
    expect(sent.status).toBe(303);
    expect(await read(pathOf(made))).toContain("Sent from the old page.");
    await act(thread, { act: "merge_thread", target: String(made.id), confirmed: "yes" });
    const other = await server.fetch(pathOf(thread), { as: member, form: { body: "Sent to what was merged." } });
    expect(other.status).toBe(303);
    expect(await read(pathOf(made))).toContain("Sent to what was merged.");
  });
});

test("a merged thread's addresses lead to its posts, for moderators too, and lists leave it out", async () => {
  const { thread, third } = await aDebate("The same question, asked twice over");
  const other = await aThread({ title: "The question that was asked first" });
  await act(thread, { act: "merge_thread", target: `/t/${other.id}/${other.slug}`, confirmed: "yes" });
  for (const as of [null, moderator]) {
    for (const path of [`/t/${thread.id}`, pathOf(thread)])
      expect((await server.fetch(path, { as })).headers.get("Location")).toBe(`/p/${thread.openingPostId}`);
    expect((await server.fetch(`${pathOf(thread)}/3`, { as })).headers.get("Location")).toBe(`/p/${third.id}`);
  }
  for (const ending of [".md", ".rss", ".atom", ".json"]) {
    const led = await server.fetch(`${pathOf(thread)}${ending}`);
    expect([led.status, led.headers.get("Location")]).toEqual([302, `${pathOf(other)}${ending}`]);
  }
  expect(await read("/")).not.toContain("asked twice over");
  expect(await read(pathOf(other))).toMatch(/merged[^]*into this thread/);
});

describe("closing and slowing down", () => {
  test("a closed thread takes no replies and shows its summary; opened again, both are undone", async () => {
    const thread = await aThread();
    const summary = "Both sides agree on 142 TPS.\nThey differ about whose blobs they are.";
    expect((await act(thread, { act: "close_thread", summary: "Too short." })).status).toBe(422);
    expect((await act(thread, { act: "close_thread", summary })).status).toBe(303);
    const html = await read(pathOf(thread), member);
    for (const words of [
      "Both sides agree on 142 TPS.",
      "This thread is closed",
      "Closed by Nadia Petrov",
      "Another question.",
    ])
      expect(html).toContain(words);
    expect((await server.fetch(pathOf(thread), { as: member, form: { body: "More." } })).status).toBe(409);
    expect((await act(thread, { act: "close_thread", summary })).status).toBe(409);
    expect((await act(thread, { act: "reopen_thread" })).status).toBe(303);
    expect(await read(pathOf(thread), member)).not.toContain("Both sides agree");
    expect((await server.fetch(pathOf(thread), { as: member, form: { body: "More." } })).status).toBe(303);
  });

  test("slow mode is told in the composer before it is hit, and a refusal gives the text back with the time", async () => {
    const thread = await aThread();
    await act(thread, { act: "slow_thread" });
    const told = "everybody can post here once an hour";
    expect(await read(pathOf(thread), member)).toContain(told);
    expect(await read(pathOf(thread))).toContain("slowed down");
    expect((await server.fetch(pathOf(thread), { as: member, form: { body: "The first of this hour." } })).status).toBe(
      303,
    );
    expect(await read(pathOf(thread), member)).toMatch(/once an hour\. You can again from \d+ \w+ \d+, \d\d:\d\d UTC/);
    const refused = await server.fetch(pathOf(thread), { as: member, form: { body: "The second of THIS-HOUR." } });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(3_000);
    const html = await refused.text();
    expect(html).toMatch(/<textarea[^>]*>\s*The second of THIS-HOUR\.<\/textarea>/);
    expect(html).toContain("Your text is still here.");
  });
});
