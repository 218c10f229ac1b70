import { describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { flagPost } from "~/features/flags/flags.server";
import { disclose } from "~/features/members/members.server";
import { editPost, listPosts, listWholePosts, presentPosts } from "~/features/posts/posts.server";
import { findTags } from "~/features/tags/tags.server";
import { findThread } from "~/features/threads/threads.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();

const longAgo = new Date("2025-01-01T00:00:00Z");

async function oldMember(): Promise<Member> {
  const member = await aMember();
  await db.member.update({ where: { id: member.id }, data: { joinedAt: longAgo } });
  return member;
}

async function withInterest(slug: string) {
  const member = await oldMember();
  const [tag] = await findTags(db, [slug]);
  await disclose(member.id, tag!.id, "works on it");
  return member;
}

async function aPostToFlag() {
  const thread = await aThread();
  const author = await aMember();
  return { thread, author, post: await aReply({ thread, author, body: "Whoever says so can’t read." }) };
}

const flag = (by: Member, postId: number, reason: "unkind" | "undisclosed_interest" = "unkind") =>
  flagPost({ by, postId, reason, words: "look" });

async function shown(thread: ThreadMade, number: number) {
  const found = (await findThread(thread.id, null))!;
  return (await listPosts(found, [number], null)).posts[0]!;
}

describe("flagging", () => {
  test("three members of different interests fold a post: it opens on its page, elsewhere a sentence stands for it", async () => {
    const { thread, author, post } = await aPostToFlag();
    const flaggers = [await withInterest("base"), await withInterest("arbitrum"), await oldMember()];
    expect(await flag(flaggers[0]!, post.id)).toEqual({ ok: true, isFolded: false });
    expect(await flag(flaggers[1]!, post.id)).toEqual({ ok: true, isFolded: false });
    expect(await flag(flaggers[2]!, post.id)).toEqual({ ok: true, isFolded: true });

    const view = await shown(thread, post.number);
    expect(view.folded).toEqual({ words: "Three members flagged it as unkind.", mayEdit: true });
    expect((await presentPosts([view], null, "page")).get(post.id)).toContain("can’t read");
    const [whole] = await listWholePosts({ id: post.id }, 1);
    expect(whole).toMatchObject({ excerpt: expect.stringContaining("until a moderator has looked") });
    expect(whole!.html).not.toContain("can’t read");

    const notice = await db.notice.findFirstOrThrow({ where: { memberId: author.id, kind: "moderation" } });
    expect(notice.words).toContain("Three members flagged it as unkind. You may edit it once, which brings it back.");
    for (const { name } of flaggers) expect(notice.words).not.toContain(name);
  });

  test("three with one interest, declared for two chains of a stack or for the stack, fold nothing", async () => {
    const { thread, post } = await aPostToFlag();
    const stack = await db.tag.findFirstOrThrow({
      where: { slug: "op-stack" },
      select: { slug: true, children: { take: 2, select: { slug: true } } },
    });
    const slugs = [...stack.children, stack].map(({ slug }) => slug);
    expect(slugs).toHaveLength(3);
    for (const slug of slugs)
      expect(await flag(await withInterest(slug), post.id)).toEqual({ ok: true, isFolded: false });
    expect((await shown(thread, post.number)).folded).toBeNull();
    expect(await flag(await oldMember(), post.id)).toEqual({ ok: true, isFolded: true });
  });

  test("an undisclosed interest folds nothing: it is a case of its own", async () => {
    const { post } = await aPostToFlag();
    for (let index = 0; index < 4; index += 1)
      expect(await flag(await oldMember(), post.id, "undisclosed_interest")).toEqual({ ok: true, isFolded: false });
    expect(await db.modCase.findMany({ where: { postId: post.id }, select: { kind: true } })).toEqual([
      { kind: "interest" },
    ]);
  });

  test("the author's edit brings it back once; flags of the new text fold it for good", async () => {
    const { thread, author, post } = await aPostToFlag();
    for (let index = 0; index < 3; index += 1) await flag(await oldMember(), post.id);
    const edit = (body: string, version: number) =>
      editPost({ by: author, postId: post.id, body, reason: "", version });
    expect(await edit("Whoever says so has another source.", 1)).toEqual({ ok: true });
    expect((await shown(thread, post.number)).folded).toBeNull();
    for (let index = 0; index < 3; index += 1) await flag(await oldMember(), post.id);
    expect((await shown(thread, post.number)).folded).toMatchObject({ mayEdit: false });
    expect(await edit("And once more.", 2)).toEqual({ ok: true });
    expect((await shown(thread, post.number)).folded).not.toBeNull();
    expect(await db.modCase.count({ where: { postId: post.id } })).toBe(1);
  });

  test("once for a revision, not one's own, and five a day, also of ten at once", async () => {
    const { thread, author, post } = await aPostToFlag();
    const by = await oldMember();
    expect(await flag(author, post.id)).toEqual({ ok: false, reason: "own" });
    expect(await flag({ ...by, isSilenced: true }, post.id)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await flag(by, post.id)).toMatchObject({ ok: true });
    expect(await flag(by, post.id)).toEqual({ ok: false, reason: "flagged-before" });
    const posts: { id: number }[] = [];
    while (posts.length < 10) posts.push(await aReply({ thread, author }));
    const flagged = await Promise.all(posts.map(({ id }) => flag(by, id)));
    expect(flagged.filter(({ ok }) => ok)).toHaveLength(4);
    expect(await db.flag.count({ where: { memberId: by.id } })).toBe(5);
    expect(await db.modCase.count({ where: { threadId: thread.id } })).toBe(5);
  });

  test("five members at once fold a post once, and tell its author once", async () => {
    const { author, post } = await aPostToFlag();
    const by = await Promise.all(Array.from({ length: 5 }, oldMember));
    const flagged = await Promise.all(by.map((member) => flag(member, post.id)));
    expect(flagged.filter((one) => one.ok && one.isFolded)).toHaveLength(1);
    expect(await db.notice.count({ where: { memberId: author.id, kind: "moderation" } })).toBe(1);
    expect(await db.flag.count({ where: { postId: post.id } })).toBe(5);
  });
});
