import { describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { takeLease } from "~/features/cases/cases.server";
import { flagPost } from "~/features/flags/flags.server";
import { decideCase } from "~/features/queue/queue.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

const moderator = () => aMember({ role: "moderator" });

async function aCase(given: { author?: Member; by?: Member } = {}) {
  const author = given.author ?? (await aMember());
  const post = await aReply({ thread: await aThread(), author, body: "Whoever says so can’t read." });
  const by = given.by ?? (await aMember());
  await flagPost({ by, postId: post.id, reason: "unkind", words: "" });
  const { id } = await db.modCase.findFirstOrThrow({ where: { postId: post.id } });
  return { caseId: id, post, author, flagger: by };
}

type Given = Parameters<typeof decideCase>[0];
const decide = (by: Member, caseId: number, given: Partial<Given> = {}) =>
  decideCase({ by, caseId, decision: "keep", reason: "Within the rules.", seconds: 0, alsoHide: false, ...given });

const postOf = (id: number) => db.post.findUniqueOrThrow({ where: { id } });
const lastEntry = () => db.modAction.findFirstOrThrow({ orderBy: { id: "desc" } });

describe("a decision about a post", () => {
  test("keeping unfolds it, closes the case, and tells who flagged it", async () => {
    const { caseId, post, flagger } = await aCase();
    await db.post.update({ where: { id: post.id }, data: { foldedAt: new Date(), foldWords: "Three members …" } });
    expect(await decide(await moderator(), caseId)).toEqual({ ok: true });
    expect(await postOf(post.id)).toMatchObject({ status: "visible", foldedAt: null, foldWords: "" });
    expect(await db.modCase.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({ closedAt: expect.any(Date) });
    expect(await lastEntry()).toMatchObject({ kind: "keep_post", postId: post.id, reason: "Within the rules." });
    expect(await db.notice.findFirstOrThrow({ where: { memberId: flagger.id, kind: "moderation" } })).toMatchObject({
      words: expect.stringContaining("which you flagged, and kept it."),
    });
  });

  test("hiding hides it; asking for an edit folds it until its author edits it", async () => {
    const hidden = await aCase();
    expect(await decide(await moderator(), hidden.caseId, { decision: "hide" })).toEqual({ ok: true });
    expect(await postOf(hidden.post.id)).toMatchObject({ status: "hidden", foldedAt: null });
    const asked = await aCase();
    expect(await decide(await moderator(), asked.caseId, { decision: "ask_edit" })).toEqual({ ok: true });
    expect(await postOf(asked.post.id)).toMatchObject({
      status: "visible",
      foldedAt: expect.any(Date),
      foldEditedAt: null,
    });
  });

  test("a silence is logged without the name, and may hide the post in the same step", async () => {
    const { caseId, post, author } = await aCase();
    const given = { decision: "silence", seconds: 86_400, alsoHide: true, reason: "About the person." } as const;
    expect(await decide(await moderator(), caseId, given)).toEqual({ ok: true });
    expect(await postOf(post.id)).toMatchObject({ status: "hidden" });
    const { silencedUntil } = await db.member.findUniqueOrThrow({ where: { id: author.id } });
    expect(silencedUntil!.getTime() - Date.now()).toBeGreaterThan(86_000_000);
    const entry = await db.modAction.findFirstOrThrow({ where: { kind: "silence_member" }, orderBy: { id: "desc" } });
    expect(entry).toMatchObject({ memberId: null, postId: null, reason: "About the person." });
    expect(await db.notice.findFirstOrThrow({ where: { memberId: author.id, kind: "sanction" } })).toMatchObject({
      words: expect.stringMatching(/^You are silenced until .*: About the person\.$/),
    });
  });

  test("a suspension is logged with the name", async () => {
    const { caseId, author } = await aCase();
    expect(await decide(await moderator(), caseId, { decision: "suspend", seconds: 0 })).toEqual({ ok: true });
    expect(await lastEntry()).toMatchObject({ kind: "suspend_member", memberId: author.id });
  });
});

describe("nobody decides", () => {
  test("about their own post, or what they flagged", async () => {
    const by = await moderator();
    const own = await aCase({ author: by });
    expect(await decide(by, own.caseId)).toMatchObject({
      ok: false,
      status: 403,
      words: expect.stringContaining("yours"),
    });
    const flagged = await aCase({ by });
    expect(await decide(by, flagged.caseId)).toMatchObject({ ok: false, status: 403 });
  });

  test("as a plain member, and against an administrator as a moderator", async () => {
    const { caseId } = await aCase();
    expect(await decide(await aMember(), caseId)).toMatchObject({ ok: false, status: 403 });
    const admins = await aCase({ author: await aMember({ role: "admin" }) });
    expect(await decide(await moderator(), admins.caseId, { decision: "warn" })).toMatchObject({
      ok: false,
      status: 403,
    });
    expect(await decide(await moderator(), admins.caseId)).toEqual({ ok: true });
  });
});

describe("two moderators on one case", () => {
  test("the second is told who has it; after five minutes it is free", async () => {
    const { caseId } = await aCase();
    const [first, second] = [await moderator(), await moderator()];
    expect(await takeLease(caseId, first)).toMatchObject({ by: { id: first.id } });
    expect(await takeLease(caseId, second)).toMatchObject({ by: { id: first.id } });
    expect(await decide(second, caseId)).toMatchObject({
      ok: false,
      status: 409,
      words: expect.stringContaining(`${first.name} has this open since`),
    });
    const past = new Date(Date.now() - 1_000);
    await db.modCase.update({ where: { id: caseId }, data: { leasedUntil: past } });
    expect(await takeLease(caseId, second)).toMatchObject({ by: { id: second.id } });
    expect(await decide(first, caseId)).toMatchObject({ ok: false, status: 409 });
    expect(await decide(second, caseId)).toEqual({ ok: true });
    expect(await decide(first, caseId, { decision: "hide" })).toMatchObject({
      ok: false,
      status: 409,
      words: `This is decided: ${second.name} kept it. Nothing was changed.`,
    });
  });

  test("of two decisions at once one is made, and the other hears of it", async () => {
    const { caseId, post } = await aCase();
    const [first, second] = [await moderator(), await moderator()];
    const both = await Promise.all([decide(first, caseId, { decision: "hide" }), decide(second, caseId)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.caseDecision.count({ where: { caseId } })).toBe(1);
    const { decision } = await db.caseDecision.findFirstOrThrow({ where: { caseId } });
    expect((await postOf(post.id)).status).toBe(decision === "hide" ? "hidden" : "visible");
  });

  test("flags that come while it is decided lose nothing", async () => {
    const { caseId, post } = await aCase();
    const flaggers = await Promise.all(Array.from({ length: 4 }, () => aMember()));
    await Promise.all([
      decide(await moderator(), caseId),
      ...flaggers.map((by) => flagPost({ by, postId: post.id, reason: "spam", words: "" })),
    ]);
    expect(await db.flag.count({ where: { postId: post.id } })).toBe(5);
    const late = await db.flag.findMany({
      where: { caseId: { not: caseId }, postId: post.id },
      select: { case: true },
    });
    expect(late.every((one) => one.case.closedAt === null)).toBe(true);
  });
});
