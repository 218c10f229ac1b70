import { describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { moderate } from "~/features/moderation/moderation.server";
import { decideCase } from "~/features/queue/queue.server";
import { appeal, imposeSanction } from "~/features/sanctions/sanctions.server";
import { db, inTransaction } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

const moderator = () => aMember({ role: "moderator" });
const words = "The quoted sentence was about the bridge, not about a person.";

async function silenced(by: Member, kind: "silence" | "warning" | "suspension" = "silence") {
  const member = await aMember();
  const given = { memberId: member.id, kind, reason: "About a person.", by, seconds: 86_400 };
  const { id } = await inTransaction((tx) => imposeSanction(tx, given));
  return { member, sanctionId: id };
}

async function appealCase(member: Member) {
  const { id } = await db.modCase.findFirstOrThrow({ where: { memberId: member.id, kind: "appeal" } });
  return id;
}

const decide = (by: Member, caseId: number, decision: "grant" | "uphold") =>
  decideCase({ by, caseId, decision, reason: "Read again.", seconds: 0, alsoHide: false });

const bansOf = (id: number) =>
  db.member.findUniqueOrThrow({ where: { id }, select: { suspendedAt: true, silencedUntil: true, pacedUntil: true } });

describe("an appeal", () => {
  test("is decided by another moderator; granted, the measure is taken back and the member is told", async () => {
    const [first, second] = [await moderator(), await moderator()];
    const { member, sanctionId } = await silenced(first);
    expect(await appeal({ by: member, against: { sanctionId }, words })).toEqual({ ok: true });
    const caseId = await appealCase(member);
    expect(await decide(first, caseId, "grant")).toMatchObject({
      ok: false,
      words: expect.stringContaining("another moderator"),
    });
    expect(await decide(second, caseId, "grant")).toEqual({ ok: true });
    expect(await bansOf(member.id)).toMatchObject({ silencedUntil: null });
    expect(await db.modAction.findFirstOrThrow({ orderBy: { id: "desc" } })).toMatchObject({
      kind: "end_sanction",
      memberId: null,
      moderatorId: second.id,
    });
    expect(
      await db.notice.findFirstOrThrow({ where: { subject: { startsWith: "appeal:" }, memberId: member.id } }),
    ).toMatchObject({
      words: expect.stringContaining("Your appeal was granted"),
    });
  });

  test("upheld, the measure stays; a second appeal is refused, also of two at once", async () => {
    const [first, second] = [await moderator(), await moderator()];
    const { member, sanctionId } = await silenced(first);
    const send = () => appeal({ by: member, against: { sanctionId }, words });
    const both = await Promise.all([send(), send()]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await decide(second, await appealCase(member), "uphold")).toEqual({ ok: true });
    expect((await bansOf(member.id)).silencedUntil).not.toBeNull();
    expect(await send()).toEqual({ ok: false, reason: "appealed-before" });
  });

  test("is nobody else's, and not the member's own to decide", async () => {
    const first = await moderator();
    const { sanctionId } = await silenced(first);
    expect(await appeal({ by: await aMember(), against: { sanctionId }, words })).toEqual({
      ok: false,
      reason: "nothing-to-appeal",
    });
    const admin = await aMember({ role: "admin" });
    const own = await moderator();
    const { id } = await inTransaction((tx) =>
      imposeSanction(tx, { memberId: own.id, kind: "warning", reason: "Of a moderator.", by: admin, seconds: 0 }),
    );
    expect(await appeal({ by: own, against: { sanctionId: id }, words })).toEqual({ ok: true });
    expect(await decide(own, await appealCase(own), "grant")).toMatchObject({ ok: false, status: 403 });
  });

  test("against the hiding of a post brings it back", async () => {
    const [first, second] = [await moderator(), await moderator()];
    const author = await aMember();
    const post = await aReply({ thread: await aThread(), author });
    await moderate({ by: first, kind: "hide_post", target: post.id, reason: "Off topic." });
    const { id } = await db.modAction.findFirstOrThrow({ where: { postId: post.id } });
    expect(await appeal({ by: author, against: { modActionId: id }, words })).toEqual({ ok: true });
    expect(await decide(second, await appealCase(author), "grant")).toEqual({ ok: true });
    expect(await db.post.findUniqueOrThrow({ where: { id: post.id } })).toMatchObject({ status: "visible" });
  });

  test("without anybody else who decided first decides it, and the log says so", async () => {
    await db.member.updateMany({ where: { role: { not: "member" } }, data: { role: "member" } });
    const only = await moderator();
    const { member, sanctionId } = await silenced(only, "suspension");
    await appeal({ by: member, against: { sanctionId }, words });
    expect(await decide(only, await appealCase(member), "grant")).toEqual({ ok: true });
    expect(await bansOf(member.id)).toMatchObject({ suspendedAt: null });
    expect(await db.modAction.findFirstOrThrow({ orderBy: { id: "desc" } })).toMatchObject({
      kind: "end_suspension",
      memberId: member.id,
      detail: "on appeal, by who decided first: there is no other moderator",
    });
  });
});

test("several measures run beside each other, and each ends by itself", async () => {
  const by = await moderator();
  const { member } = await silenced(by);
  const impose = (kind: "pace" | "suspension", seconds: number) =>
    inTransaction((tx) => imposeSanction(tx, { memberId: member.id, kind, reason: "More.", by, seconds }));
  await impose("pace", 259_200);
  await impose("suspension", 0);
  const bans = await bansOf(member.id);
  expect(bans.suspendedAt).not.toBeNull();
  expect(bans.silencedUntil).not.toBeNull();
  expect(bans.pacedUntil!.getTime()).toBeGreaterThan(bans.silencedUntil!.getTime());
  const { suspendedUntil } = await db.member.findUniqueOrThrow({ where: { id: member.id } });
  expect(suspendedUntil).toBeNull();
});
