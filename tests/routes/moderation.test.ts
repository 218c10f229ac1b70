import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { editPost } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let moderator: Member;
let member: Member;
beforeAll(async () => {
  moderator = await aMember({ role: "moderator", name: "The Moderator" });
  member = await aMember();
});

const read = async (path: string, as: Member | null = null) => (await server.fetch(path, { as })).text();
const act = (kind: string, target: number, as = moderator, reason = "the reason given") =>
  server.fetch(`/mod/actions?kind=${kind}&target=${target}`, { as, form: { kind, target: String(target), reason } });

test("a hidden post is gone for everybody but moderators, who see it marked; the log has its moderator and reason; it comes back whole", async () => {
  const thread = await aThread();
  const author = await aMember({ handle: "hidden-one" });
  const post = await aReply({ thread, author, body: "HIDDEN-MARKER", parentId: thread.openingPostId });
  const path = `/t/${thread.id}/${thread.slug}`;
  expect((await act("hide_post", post.id)).headers.get("Location")).toBe(`/p/${post.id}`);

  for (const as of [null, member, author]) {
    for (const url of [
      path,
      `${path}/2`,
      "/",
      "/u/hidden-one",
      "/modlog",
      `${path}?_data=routes%2Fpages%2Ft.%24threadId.%28%24slug%29.%28%24number%29`,
    ])
      expect(await read(url, as)).not.toContain("HIDDEN-MARKER");
    for (const url of [`/p/${post.id}`, `/p/${post.id}/history`])
      expect((await server.fetch(url, { as })).status).toBe(404);
  }
  const { html } = (await (
    await server.fetch("/api/v1/preview", { json: { markdown: `[quote=@hidden-one, p:${post.id}, r:1]\nx\n[/quote]` } })
  ).json()) as { html: string };
  expect(html).not.toContain(`href="/p/${post.id}"`);
  expect(await read(path, moderator)).toMatch(/Hidden: only moderators see this post\.[\s\S]*HIDDEN-MARKER/);
  const log = await read("/modlog");
  expect(log).toContain("The Moderator");
  expect(log).toContain("the reason given");
  expect(await db.post.findUniqueOrThrow({ where: { id: thread.openingPostId } })).toMatchObject({ replyCount: 0 });

  expect((await act("restore_post", post.id)).status).toBe(303);
  expect(await read(path)).toContain("HIDDEN-MARKER");
  expect(await db.thread.findUniqueOrThrow({ where: { id: thread.id } })).toMatchObject({
    postCount: 2,
    nextNumber: 3,
  });
});

test("with its opening post a thread is hidden, and the log does not give its title away", async () => {
  const thread = await aThread({ title: "HIDDEN-TITLE of a whole thread" });
  await act("hide_post", thread.openingPostId);
  for (const path of ["/", "/modlog", `/u/${thread.author.handle}`])
    expect(await read(path)).not.toContain("HIDDEN-TITLE");
  expect((await server.fetch(`/t/${thread.id}`)).status).toBe(404);
  expect((await server.fetch(`/t/${thread.id}/${thread.slug}`, { as: moderator })).status).toBe(200);
});

test("a locked thread takes no replies and says since when; unlocked it takes them again", async () => {
  const thread = await aThread();
  const path = `/t/${thread.id}/${thread.slug}`;
  expect((await act("lock_thread", thread.id)).status).toBe(303);
  expect(await read(path, member)).toContain("This thread is locked");
  expect((await server.fetch(path, { as: member, form: { body: "hi" } })).status).toBe(409);
  expect((await act("unlock_thread", thread.id)).status).toBe(303);
  expect((await server.fetch(path, { as: member, form: { body: "hi" } })).status).toBe(303);
});

test("a pinned thread says so and leads the list of active threads, until it is unpinned", async () => {
  const thread = await aThread({ title: "A pinned thread of long ago", at: new Date("2020-01-01T00:00:00Z") });
  for (let index = 0; index < 22; index++) await aThread({ author: member });
  const first = async () => page(await read("/")).first(".thread-title").text;
  expect(await first()).not.toBe(thread.title);
  await act("pin_thread", thread.id);
  expect(await first()).toBe(thread.title);
  expect((await read("/")).split(thread.title)).toHaveLength(2);
  await act("unpin_thread", thread.id);
  expect(await first()).not.toBe(thread.title);
});

test("an action that would change nothing is 409, one without reason is 422, neither is logged", async () => {
  const thread = await aThread();
  const before = await db.modAction.count();
  expect((await act("unlock_thread", thread.id)).status).toBe(409);
  expect((await act("restore_post", thread.openingPostId)).status).toBe(409);
  expect((await act("hide_post", 2_000_000_000)).status).toBe(409);
  const refused = await act("lock_thread", thread.id, moderator, " ");
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("Say why: the log is public.");
  expect((await act("ban_everybody", thread.id)).status).toBe(422);
  expect(await db.modAction.count()).toBe(before);
});

test("two moderators at once do a thing once", async () => {
  const thread = await aThread();
  const answers = await Promise.all(Array.from({ length: 5 }, () => act("hide_post", thread.openingPostId)));
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 409, 409, 409, 409]);
  expect(await db.modAction.count({ where: { threadId: thread.id } })).toBe(1);
});

test("members moderate nothing", async () => {
  const thread = await aThread();
  expect((await act("hide_post", thread.openingPostId, member)).status).toBe(403);
  expect((await act("lock_thread", thread.id, await aMember({ role: "moderator", isSuspended: true }))).status).toBe(
    403,
  );
});

test("a moderator brings an earlier text back as a new revision with a reason, once, and the log says so", async () => {
  const author = await aMember();
  const thread = await aThread({ author, body: "What was said first." });
  const edited = await editPost({
    by: author,
    postId: thread.openingPostId,
    body: "Spam instead.",
    reason: "",
    version: 1,
  });
  expect(edited.ok).toBe(true);
  const path = `/p/${thread.openingPostId}/history?from=2&to=1`;
  expect(await read(path, moderator)).toContain("Bring revision 1 back");
  expect(await read(path, author)).not.toContain("Bring revision 1 back");

  const form = { restore: "1", version: "2", reason: "The text was overwritten with spam" };
  expect((await server.fetch(path, { as: author, form })).status).toBe(403);
  expect((await server.fetch(path, { as: moderator, form: { ...form, reason: " " } })).status).toBe(422);
  expect((await server.fetch(path, { as: moderator, form: { ...form, version: "1" } })).status).toBe(409);
  expect((await server.fetch(path, { as: moderator, form })).status).toBe(303);
  expect((await server.fetch(path, { as: moderator, form })).status).toBe(409);

  expect(await read(`/t/${thread.id}/${thread.slug}`)).toContain("What was said first.");
  expect(await read("/modlog")).toContain("brought back an earlier text of");
  const revisions = await db.postRevision.findMany({
    where: { postId: thread.openingPostId },
    orderBy: { number: "asc" },
    select: { number: true, body: true, editorId: true },
  });
  expect(revisions.map(({ body }) => body)).toEqual(["What was said first.", "Spam instead.", "What was said first."]);
  expect(revisions[2]!.editorId).toBe(moderator.id);
});

test("the author of a reply sees that the answered post was edited since; others read when it was edited", async () => {
  const author = await aMember();
  const thread = await aThread({ author, body: "Fees fell by half." });
  await aReply({ thread, author: member, parentId: thread.openingPostId, body: "They did." });
  const body = "Fees fell by a tenth.";
  expect((await editPost({ by: author, postId: thread.openingPostId, body, reason: "", version: 1 })).ok).toBe(true);
  const path = `/t/${thread.id}/${thread.slug}`;
  expect(await read(path, member)).toContain("edited after you replied");
  expect(await read(path, author)).not.toContain("edited after you replied");
  expect(await read(path)).toContain("edited right after posting");
});
