/** What administrators do about members: roles, suspensions, names; the last of them stays. */
import { expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { readSession } from "~/features/auth/auth.server";
import { admitNewMember, changeHandle, findProfile, makeInvitation, signUp } from "~/features/members/members.server";
import { countUnread } from "~/features/notifications/notifications.server";
import {
  changeRole,
  changeSettings,
  endSuspension,
  presentRules,
  renameMember,
  suspendMember,
} from "~/features/people/people.server";
import { endOverdueSanctions } from "~/features/sanctions/sanctions.server";
import { usualLimits } from "~/features/site/site-limits";
import { findSiteLimits } from "~/features/site/site.server";
import { db, inTransaction } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { inboxOf } from "../../support/inbox";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";
import { startSession } from "../../support/sessions";

useDatabase();

const reason = "the reason given";
const administrators = () => db.member.count({ where: { role: "admin", suspendedAt: null } });
/** Tests of the last administrator begin without others. */
const alone = () => db.member.updateMany({ where: { role: "admin" }, data: { role: "member" } });

async function viewerOf(member: Member) {
  const line = await startSession(member.id);
  const { viewer } = await readSession(`session-${env().PORT}=${line.slice(line.indexOf("=") + 1, line.indexOf(";"))}`);
  return viewer;
}

test("a suspension has its row, its entry in the log and its notice, and ends by itself", async () => {
  const [by, member] = [await aMember({ role: "admin" }), await aMember({ handle: "loud" })];
  expect(await suspendMember({ by: member, memberId: by.id, reason, days: 3 })).toMatchObject({ ok: false });
  expect(await suspendMember({ by, memberId: by.id, reason, days: 3 })).toEqual({ ok: false, reason: "oneself" });
  expect(await suspendMember({ by, memberId: member.id, reason, days: 3 })).toEqual({ ok: true });
  expect(await viewerOf(member)).toMatchObject({ isSuspended: true });
  const [sanction] = await db.sanction.findMany({ where: { memberId: member.id }, include: { modAction: true } });
  expect(sanction).toMatchObject({ reason, byId: by.id, endedAt: null });
  expect(sanction?.modAction).toMatchObject({ kind: "suspend_member", memberId: member.id, reason });
  expect(sanction!.endsAt!.getTime() - sanction!.startedAt.getTime()).toBe(3 * 24 * 3_600_000);
  expect(await countUnread(member)).toBe(1);
  const notices = await inboxOf(member);
  expect(notices[0]?.words).toMatch(/^Your account is suspended until .*: the reason given$/);

  // The end is over before the job comes: rights are back at once, and the job writes it down.
  const past = new Date(Date.now() - 1_000);
  await db.sanction.update({ where: { id: sanction!.id }, data: { endsAt: past } });
  await db.member.update({ where: { id: member.id }, data: { suspendedUntil: past } });
  expect(await viewerOf(member)).toMatchObject({ isSuspended: false });
  await endOverdueSanctions(sanction!.id);
  await endOverdueSanctions();
  expect(await findProfile("loud")).toMatchObject({ isSuspended: false });
  expect(await db.sanction.findUniqueOrThrow({ where: { id: sanction!.id } })).toMatchObject({ endedAt: past });
  expect(await countUnread(member)).toBe(2);
});

test("a suspension without an end stays until it is lifted, once", async () => {
  const [by, member] = [await aMember({ role: "admin" }), await aMember()];
  await suspendMember({ by, memberId: member.id, reason, days: null });
  await endOverdueSanctions();
  expect(await viewerOf(member)).toMatchObject({ isSuspended: true });
  expect(await endSuspension({ by, memberId: member.id, reason })).toEqual({ ok: true });
  expect(await viewerOf(member)).toMatchObject({ isSuspended: false });
  expect(await endSuspension({ by, memberId: member.id, reason })).toEqual({ ok: false, reason: "nothing-to-do" });
});

test("the last administrator keeps the role, and two who act on each other at once leave one", async () => {
  await alone();
  const by = await aMember({ role: "admin" });
  const demoted = { by, memberId: by.id, role: "member", reason } as const;
  expect(await changeRole(demoted)).toEqual({ ok: false, reason: "last-administrator" });
  const other = await aMember();
  expect(await changeRole({ by, memberId: other.id, role: "admin", reason })).toEqual({ ok: true });
  await Promise.all([
    changeRole({ by, memberId: other.id, role: "member", reason }),
    changeRole({ by: other, memberId: by.id, role: "member", reason }),
  ]);
  expect(await administrators()).toBe(1);
  await alone();
  const [one, two] = [await aMember({ role: "admin" }), await aMember({ role: "admin" })];
  await Promise.all([
    suspendMember({ by: one, memberId: two.id, reason, days: null }),
    suspendMember({ by: two, memberId: one.id, reason, days: null }),
  ]);
  expect(await administrators()).toBe(1);
});

test("a new role ends the sessions, and a member of the demonstration gets none", async () => {
  const [by, member] = [await aMember({ role: "admin" }), await aMember()];
  await startSession(member.id);
  expect(await changeRole({ by, memberId: member.id, role: "moderator", reason })).toEqual({ ok: true });
  expect(await db.session.count({ where: { memberId: member.id } })).toBe(0);
  const demonstration = await aMember({ isDemonstration: true });
  expect(await changeRole({ by, memberId: demonstration.id, role: "admin", reason })).toMatchObject({ ok: false });
});

test("an abusive name is taken away for good, and said nowhere any more", async () => {
  const [by, member] = [await aMember({ role: "admin" }), await aMember({ handle: "vile-word", name: "Vile Word" })];
  const given = { by, memberId: member.id, handle: "member-renamed", name: "Renamed", reason };
  expect(await renameMember(given)).toEqual({ ok: true });
  expect(await findProfile("vile-word")).toMatchObject({ handle: "member-renamed", name: "Renamed", formerName: "" });
  const entry = await db.modAction.findFirstOrThrow({ where: { memberId: member.id } });
  expect(JSON.stringify(entry)).not.toMatch(/vile/i);
  expect(await changeHandle(member.id, "vile-word")).toEqual({ ok: false, reason: "handle-taken" });
  const other = await aMember();
  expect(await renameMember({ ...given, memberId: other.id, handle: "vile-word" })).toMatchObject({ ok: false });
});

test("who may join is a setting; an invitation admits as many as it says, also at once", async () => {
  const by = await aMember({ role: "admin" });
  const settings = { by, rules: "Be *precise*.", limits: usualLimits, reason };
  const join = (handle: string, token?: string) =>
    signUp({ handle, email: `${handle}@example.org`, password: "a password of mine", token });
  expect(await changeSettings({ ...settings, signUp: "invited" })).toEqual({ ok: true });
  expect((await presentRules())?.html).toContain("<em>precise</em>");
  expect(await db.modAction.count({ where: { kind: "change_setting", moderatorId: by.id, reason } })).toBe(2);
  expect(await changeSettings({ ...settings, signUp: "invited" })).toEqual({ ok: true });
  expect(await db.modAction.count({ where: { kind: "change_setting" } })).toBe(2);

  expect(await join("uninvited")).toEqual({ ok: false, reason: "invitation-needed" });
  const token = await makeInvitation({ byId: by.id, note: "for two", uses: 2, days: 14 });
  const joined = await Promise.all(["guest-a", "guest-b", "guest-c"].map((handle) => join(handle, token)));
  expect(joined.filter(({ ok }) => ok)).toHaveLength(2);
  const invitation = await db.invitation.findFirstOrThrow({ include: { joined: true } });
  expect(invitation).toMatchObject({ usesLeft: 0, byId: by.id });
  expect(invitation.joined).toHaveLength(2);
  expect(invitation.tokenHash).not.toContain(token);
  // A handle that is taken uses nothing up.
  const another = await makeInvitation({ byId: by.id, note: "", uses: 1, days: 14 });
  expect(await join(invitation.joined[0]!.handle, another)).toEqual({ ok: false, reason: "handle-taken" });
  expect(await join("guest-d", another)).toMatchObject({ ok: true });

  expect(await changeSettings({ ...settings, signUp: "closed" })).toEqual({ ok: true });
  const last = await makeInvitation({ byId: by.id, note: "", uses: 1, days: 14 });
  expect(await inTransaction((tx) => admitNewMember(tx, last))).toEqual({ ok: false, reason: "closed" });
  expect(await changeSettings({ ...settings, by: await aMember(), signUp: "open" })).toMatchObject({ ok: false });
});

test("limits for new members are numbers that an administrator sets, with what changed in the log", async () => {
  const by = await aMember({ role: "admin" });
  const given = { by, signUp: "open", rules: "Be *precise*.", reason } as const;
  expect(await findSiteLimits()).toEqual(usualLimits);
  expect(await changeSettings({ ...given, signUp: "closed", limits: { ...usualLimits, days: 7, links: 0 } })).toEqual({
    ok: true,
  });
  expect(await findSiteLimits()).toEqual({ ...usualLimits, days: 7, links: 0 });
  const entry = await db.modAction.findFirstOrThrow({ where: { kind: "change_setting", moderatorId: by.id } });
  expect(entry.detail).toContain("edit descriptions: from 5 to 7; Links in a new member’s post: from 2 to 0");
});

test("a suspension whose form is sent twice is one, and other terms are another", async () => {
  const [by, member] = [await aMember({ role: "admin" }), await aMember()];
  const given = { by, memberId: member.id, reason: "Insults.", days: 3 };
  expect(await Promise.all([suspendMember(given), suspendMember(given)])).toEqual([{ ok: true }, { ok: true }]);
  const count = () => db.modAction.count({ where: { memberId: member.id, kind: "suspend_member" } });
  expect(await count()).toBe(1);
  expect(await suspendMember({ ...given, days: null })).toEqual({ ok: true });
  expect(await suspendMember({ ...given, days: null })).toEqual({ ok: true });
  expect(await count()).toBe(2);
});
