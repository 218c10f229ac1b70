/** Mails about leaving and suspensions: to verified addresses alone, and only while they are true. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { listMails, readMail } from "~/features/mail/mail.server";
import {
  askToLeave,
  endSuspension,
  eraseDueMembers,
  sendMemberMail,
  stay,
  suspendMember,
} from "~/features/people/people.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { Jobs } from "~/platform/jobs.server";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";

useDatabase();
beforeAll(() => {
  Object.assign(env(), { isLocal: true, SMTP_URL: undefined, DATA_DIR: mkdtempSync(join(tmpdir(), "member-mails-")) });
});

async function aVerifiedMember(handle: string) {
  const member = await aMember({ handle });
  await db.member.update({ where: { id: member.id }, data: { emailVerifiedAt: new Date() } });
  return member;
}

/** Runs the jobs that wait, as the worker does, and answers with the texts that were mailed to this address. */
async function mailedTo(address: string): Promise<string[]> {
  const jobs = await db.$queryRaw<{ id: string; payload: Jobs["member_mail"] }[]>`
    select j.id::text, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'member_mail' order by j.id`;
  await db.$executeRaw`delete from graphile_worker._private_jobs where id = any(${jobs.map(({ id }) => Number(id))}::bigint[])`;
  for (const { payload } of jobs) await sendMemberMail(payload);
  const own = (await listMails()).filter(({ to }) => to === address);
  return Promise.all(own.map(async ({ id }) => (await readMail(id))!.text.replaceAll(/\s+/g, " ")));
}

test("who leaves is told when and how to stay, and once more when it is done", async () => {
  const member = await aVerifiedMember("mail-leaver");
  await askToLeave(member, true);
  await askToLeave(member, false);
  const [told, ...others] = await mailedTo("mail-leaver@example.org");
  expect(others).toEqual([]);
  expect(told).toMatch(/@mail-leaver at .* is erased\. Your posts stay.* take it back .*\/settings\/data/);
  await db.member.update({ where: { id: member.id }, data: { deletionDueAt: new Date(0) } });
  await eraseDueMembers(member.id);
  expect((await mailedTo("mail-leaver@example.org")).join(" ")).toContain("Your account was erased");
});

test("nothing is mailed of what was taken back, nor to an address that nobody verified", async () => {
  const member = await aVerifiedMember("mail-stayer");
  await askToLeave(member, true);
  await stay(member.id);
  expect(await mailedTo("mail-stayer@example.org")).toEqual([]);
  await askToLeave(await aMember({ handle: "unverified" }), true);
  expect(await mailedTo("unverified@example.org")).toEqual([]);
});

test("a suspended member is told why and until when, unless it was lifted before", async () => {
  const by = await aMember({ role: "admin" });
  const [member, pardoned] = [await aVerifiedMember("mail-loud"), await aVerifiedMember("mail-pardoned")];
  for (const { id: memberId } of [member, pardoned])
    await suspendMember({ by, memberId, reason: "Insults in three threads.", days: 3 });
  await endSuspension({ by, memberId: pardoned.id, reason: "It is settled." });
  const [told] = await mailedTo("mail-loud@example.org");
  expect(told).toMatch(/suspended until .*The reason: Insults in three threads\. .*\/modlog\?cursor=/);
  expect(await mailedTo("mail-pardoned@example.org")).toEqual([]);
});
