import { describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { listCases } from "~/features/cases/cases.server";
import { flagPost } from "~/features/flags/flags.server";
import { moderate } from "~/features/moderation/moderation.server";
import { castVote } from "~/features/signals/signals.server";
import { decideCase, listOwnProposals } from "~/features/queue/queue.server";
import { proposeDescription, proposeTag } from "~/features/tags/tags.server";
import { notYetWords } from "~/features/trust/trust";
import { readTrust } from "~/features/trust/trust.server";
import { usualLimits } from "~/features/site/site-limits";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

const day = 86_400_000;
const ago = (ms: number) => new Date(Date.now() - ms);

/** A member who joined so many days ago, with so many posts of two days ago and minutes of reading. */
async function having({ days = 0, posts = 0, minutes = 0 }): Promise<Member> {
  const member = await aMember({ isNew: true });
  await db.member.update({ where: { id: member.id }, data: { joinedAt: ago(days * day + 60_000) } });
  const thread = posts > 0 ? await aThread() : null;
  for (let index = 0; index < posts; index += 1) await aReply({ thread: thread!, author: member, at: ago(2 * day) });
  await db.reader.create({ data: { memberId: member.id, minutesRead: minutes } });
  return member;
}

const trustOf = async (member: Member) => {
  const { trustedAt, role } = await db.member.findUniqueOrThrow({ where: { id: member.id } });
  return readTrust({ ...member, isNew: role === "member" && trustedAt === null });
};

describe("the threshold", () => {
  test("is reached by days, posts kept and minutes together, and then stays", async () => {
    const member = await having({ days: 5, posts: 10, minutes: 59 });
    expect(await trustOf(member)).toMatchObject({ isTrusted: false, done: { days: 5, posts: 10, minutes: 59 } });
    await db.reader.update({ where: { memberId: member.id }, data: { minutesRead: 60 } });
    expect(await trustOf(member)).toEqual({ isTrusted: true });
    const { trustedAt } = await db.member.findUniqueOrThrow({ where: { id: member.id } });
    expect(trustedAt).not.toBeNull();
    await db.reader.update({ where: { memberId: member.id }, data: { minutesRead: 0 } });
    expect(await trustOf(member)).toEqual({ isTrusted: true });
  });

  test("counts no post of the last 24 hours, none that is hidden, folded or deleted, and none in a hidden thread", async () => {
    const member = await having({ days: 9, posts: 4, minutes: 90 });
    const posts = await db.post.findMany({ where: { authorId: member.id }, orderBy: { id: "asc" } });
    const by = await aMember({ role: "moderator" });
    await moderate({ by, kind: "hide_post", target: posts[0]!.id, reason: "Off topic." });
    await db.post.update({ where: { id: posts[1]!.id }, data: { foldedAt: new Date() } });
    await db.post.update({ where: { id: posts[2]!.id }, data: { status: "deleted" } });
    await aReply({ thread: await aThread(), author: member });
    const hidden = await aThread();
    await aReply({ thread: hidden, author: member, at: ago(2 * day) });
    await moderate({ by, kind: "hide_post", target: hidden.openingPostId, reason: "Off topic." });
    expect(await trustOf(member)).toMatchObject({ isTrusted: false, done: { posts: 1 } });
  });

  test("depends on no vote, and not at all for moderators and administrators", async () => {
    const member = await having({ days: 5 });
    const thread = await aThread({ author: member });
    for (let index = 0; index < 3; index += 1)
      await castVote({ member: await aMember(), postId: thread.openingPostId, axis: "worth", value: 1 });
    expect(await trustOf(member)).toMatchObject({ isTrusted: false, done: { posts: 0 } });
    for (const role of ["moderator", "admin"] as const)
      expect(await trustOf(await aMember({ role, isNew: true }))).toEqual({ isTrusted: true });
  });

  test("is said in words", () => {
    expect(notYetWords("flag posts", usualLimits, { days: 1, posts: 0, minutes: 12 })).toBe(
      "You may flag posts after 5 days, 10 posts kept and 60 minutes of reading. You have 1 day, 0 posts kept and 12 minutes of reading.",
    );
  });
});

test("a new member flags nothing; who has done enough does", async () => {
  const { openingPostId: postId } = await aThread();
  const given = { postId, reason: "unkind", words: "" } as const;
  expect(await flagPost({ by: await having({ days: 4, posts: 10, minutes: 60 }), ...given })).toEqual({
    ok: false,
    reason: "too-new",
  });
  expect(await flagPost({ by: await having({ days: 5, posts: 10, minutes: 60 }), ...given })).toMatchObject({
    ok: true,
  });
});

describe("what a new member proposes", () => {
  const topic = { name: "Preconfirmations", slug: "preconfirmations", isAnother: true };
  const description = "Promises by proposers about blocks that are still to come.";
  const decide = async (caseId: number, decision: "accept" | "refuse") =>
    decideCase({
      by: await aMember({ role: "moderator" }),
      caseId,
      decision,
      reason: "Looked at it.",
      seconds: 0,
      alsoHide: false,
    });
  const openCaseOf = async ({ id }: Member) => (await db.modCase.findFirstOrThrow({ where: { memberId: id } })).id;

  test("a topic waits once however often it is sent, and is added as its author's when a moderator accepts it", async () => {
    const by = await aMember({ isNew: true });
    await Promise.all([proposeTag({ by, ...topic, description }), proposeTag({ by, ...topic, description })]);
    expect(await db.tag.count({ where: { slug: topic.slug } })).toBe(0);
    expect((await listCases({ kind: "tag_proposal", after: null, take: 5 })).cases).toHaveLength(1);
    expect(await decide(await openCaseOf(by), "accept")).toEqual({ ok: true });
    const tag = await db.tag.findUniqueOrThrow({ where: { slug: topic.slug }, include: { revisions: true } });
    expect(tag).toMatchObject({ kind: "topic", description, revisions: [{ editorId: by.id }] });
    expect(await db.modAction.findFirstOrThrow({ where: { kind: "accept_proposal" } })).toMatchObject({
      tagSlug: topic.slug,
    });
    expect(await listOwnProposals(by.id)).toMatchObject([
      { title: "Topic “Preconfirmations”", decided: { words: "accepted it" } },
    ]);
    expect(await db.notice.findFirstOrThrow({ where: { memberId: by.id } })).toMatchObject({
      words: "Your proposal of the topic “Preconfirmations” was accepted.",
    });
  });

  test("a topic whose address somebody took meanwhile can only be refused, and its name is in no public log", async () => {
    const by = await aMember({ isNew: true });
    expect(await proposeTag({ by, ...topic, description })).toMatchObject({ ok: false, reason: "taken" });
    const other = { name: "Buy Cheap Coins", slug: "buy-cheap-coins", isAnother: true };
    expect(await proposeTag({ by, ...other, description })).toEqual({ ok: true });
    const caseId = await openCaseOf(by);
    await db.tag.create({ data: { slug: other.slug, name: "Another", kind: "topic" } });
    expect(await decide(caseId, "accept")).toMatchObject({ ok: false, status: 409 });
    expect(await decide(caseId, "refuse")).toEqual({ ok: true });
    const entry = await db.modAction.findFirstOrThrow({ where: { kind: "refuse_proposal" } });
    expect(JSON.stringify(entry)).not.toMatch(/cheap/i);
    expect(await db.notice.findFirstOrThrow({ where: { memberId: by.id } })).toMatchObject({
      words: expect.stringContaining("was refused: Looked at it."),
    });
  });

  test("a description stands when it is accepted, unless the tag was edited meanwhile", async () => {
    const by = await aMember({ isNew: true });
    const tag = await db.tag.findUniqueOrThrow({ where: { slug: "fees" } });
    const edit = { tagId: tag.id, reason: "Clearer.", revision: tag.revision };
    expect(await proposeDescription({ by, ...edit, description: "What a transaction costs its sender." })).toEqual({
      ok: true,
    });
    expect(await db.tag.findUniqueOrThrow({ where: { id: tag.id } })).toMatchObject({ description: tag.description });
    const second = await aMember({ isNew: true });
    expect(await proposeDescription({ by: second, ...edit, description: "What one pays for a transaction." })).toEqual({
      ok: true,
    });
    expect(await decide(await openCaseOf(by), "accept")).toEqual({ ok: true });
    expect(await db.tag.findUniqueOrThrow({ where: { id: tag.id } })).toMatchObject({
      description: "What a transaction costs its sender.",
      html: expect.stringContaining("<p "),
    });
    expect(await decide(await openCaseOf(second), "accept")).toMatchObject({
      ok: false,
      words: expect.stringContaining("was edited meanwhile"),
    });
  });
});
