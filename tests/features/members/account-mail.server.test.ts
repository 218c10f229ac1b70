/** Addresses, passwords and the links that are mailed for them, on a real database. */
import { hash as argon2 } from "@node-rs/argon2";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { hashPassword, mailedTokens } from "~/features/auth/auth.server";
import { listMails, readMail } from "~/features/mail/mail.server";
import {
  askForProof,
  askForReset,
  askForVerification,
  checkCredentials,
  proveByLink,
  resetPassword,
  restoreAddress,
  sendAccountMail,
  setPassword,
  verifyAddress,
  waysIn,
} from "~/features/members/members.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { Jobs } from "~/platform/jobs.server";
import { aMember } from "../../support/factories";
import { useDatabase } from "../../support/database";
import { startSession } from "../../support/sessions";

useDatabase();
beforeEach(async () => {
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
  Object.assign(env(), { isLocal: true, SMTP_URL: undefined, DATA_DIR: mkdtempSync(join(tmpdir(), "account-mails-")) });
});

const password = "correct horse battery";

type Waiting = { id: string; payload: Jobs["mail_send"] };
const waiting = () =>
  db.$queryRaw<Waiting[]>`
    select j.id::text, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'mail_send' order by j.id`;

/** Runs the jobs that wait, as the worker does, and answers with what was mailed. */
async function sendWaiting() {
  const jobs = await waiting();
  await db.$executeRaw`delete from graphile_worker._private_jobs where id = any(${jobs.map(({ id }) => Number(id))}::bigint[])`;
  const before = new Set((await listMails()).map(({ id }) => id));
  for (const { payload } of jobs) await sendAccountMail(payload);
  const mails = [];
  for (const { id } of (await listMails()).filter((mail) => !before.has(mail.id))) {
    const mail = (await readMail(id))!;
    const path = /http:\/\/localhost:\d+(\/\S+)/.exec(mail.text)?.[1] ?? "";
    mails.push({ to: mail.to, subject: mail.subject, path, token: path.slice(path.lastIndexOf("/") + 1) });
  }
  return mails;
}

async function verified(handle: string, address = `${handle}@example.org`) {
  const member = await aMember({ handle, passwordHash: await hashPassword(password) });
  await db.member.update({
    where: { id: member.id },
    data: { email: address, emailVerifiedAt: new Date("2026-01-01") },
  });
  return member;
}

const addressOf = async (id: number) => {
  const { email, emailVerifiedAt } = await db.member.findUniqueOrThrow({ where: { id } });
  return [email, emailVerifiedAt !== null];
};
const sessionsOf = (memberId: number) => db.session.count({ where: { memberId } });
const signIn = (name: string, given: string) =>
  checkCredentials({ name, password: given, address: `192.0.2.${name.length}`, cookies: null });

describe("an address", () => {
  test("is verified by a link that works once, and the first verification ends older sessions", async () => {
    const member = await aMember({ handle: "first" });
    await startSession(member.id);
    await askForVerification(member.id, "First@Example.org");
    const [mail] = await sendWaiting();
    expect([mail!.to, mail!.subject]).toEqual(["first@example.org", "Confirm your address for @first"]);
    const changed = await Promise.all([verifyAddress(mail!.token), verifyAddress(mail!.token)]);
    expect(changed.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await addressOf(member.id)).toEqual(["first@example.org", true]);
    expect(await sessionsOf(member.id)).toBe(0);
    // Verified, it needs no more mail.
    await askForVerification(member.id, "first@example.org");
    expect(await sendWaiting()).toEqual([]);
  });

  test("is one member's once it is verified, whoever typed it first", async () => {
    const [squatter, owner] = [await aMember({ handle: "squatter" }), await aMember({ handle: "owner" })];
    await db.member.update({ where: { id: squatter.id }, data: { email: "mine@example.org" } });
    for (const { id } of [owner, squatter]) await askForVerification(id, "mine@example.org");
    const links = (await sendWaiting()).toSorted((a, b) => a.subject.localeCompare(b.subject));
    const results = await Promise.all(links.map(({ token }) => verifyAddress(token)));
    expect(results.map((result) => (result.ok ? "ok" : result.reason)).toSorted()).toEqual(["ok", "taken"]);
    expect(await db.member.count({ where: { email: "mine@example.org", emailVerifiedAt: { not: null } } })).toBe(1);
  });

  test("that is replaced is told, and undoes the change for 72 hours, whatever came after", async () => {
    const member = await verified("robbed", "own@example.org");
    await askForVerification(member.id, "thief@example.org");
    const [toThief] = await sendWaiting();
    expect(toThief!.subject).toBe("Your new address for @robbed");
    expect(await addressOf(member.id)).toEqual(["own@example.org", true]);
    expect(await verifyAddress(toThief!.token)).toMatchObject({ ok: true, hasEndedSessions: false });
    const [toOwner] = await sendWaiting();
    expect([toOwner!.to, toOwner!.subject]).toEqual(["own@example.org", "The address of @robbed was changed"]);

    // The thief goes on: another address, another password, and a link in hand.
    await askForVerification(member.id, "hideout@example.org");
    const [toHideout] = await sendWaiting();
    expect((await verifyAddress(toHideout!.token)).ok).toBe(true);
    const [undoOfThief] = await sendWaiting();
    await setPassword(member.id, "the thief's own password", null);
    await startSession(member.id);
    await db.$executeRaw`update "OneTimeToken" set "expiresAt" = "expiresAt" - interval '71 hours 50 minutes' where "address" = 'own@example.org'`;
    await askForReset("robbed");
    const reset = (await sendWaiting()).find(({ subject }) => subject.startsWith("A new password"));

    expect(await restoreAddress(toOwner!.token)).toMatchObject({ ok: true });
    expect(await addressOf(member.id)).toEqual(["own@example.org", true]);
    expect(await sessionsOf(member.id)).toBe(0);
    expect(await restoreAddress(undoOfThief!.token)).toEqual({ ok: false, reason: "dead" });
    expect(await resetPassword(reset!.token, password)).toBe(false);
    expect(await restoreAddress(toOwner!.token)).toEqual({ ok: false, reason: "dead" });
  });

  test("can't be restored after 72 hours, nor when another account has verified it", async () => {
    const member = await verified("late", "late@example.org");
    await askForVerification(member.id, "newer@example.org");
    await verifyAddress((await sendWaiting())[0]!.token);
    const [undo] = await sendWaiting();
    await verified("another", "late@example.org");
    expect(await restoreAddress(undo!.token)).toEqual({ ok: false, reason: "taken" });
    await db.$executeRaw`update "OneTimeToken" set "expiresAt" = now() - interval '1 second' where "purpose" = 'undo_email'`;
    expect(await restoreAddress(undo!.token)).toEqual({ ok: false, reason: "dead" });
  });

  test("gets three mails an hour and ten a day that somebody asked for; what is asked beyond is dropped in silence", async () => {
    const member = await verified("besieged", "target@example.org");
    const count = async (ask: () => Promise<void>, times: number) => {
      for (let time = 0; time < times; time++) await ask();
      return (await sendWaiting()).length;
    };
    expect(await count(() => askForReset("besieged"), 2)).toBe(2);
    // By its other name, and for another purpose, it is the same target.
    expect(await count(() => askForReset("TARGET@example.org"), 3)).toBe(1);
    expect(await count(() => askForProof(member.id, "/settings"), 1)).toBe(0);
    for (const [hour, sent] of [
      [2, 3],
      [3, 3],
      [4, 1],
      [5, 0],
    ] as const) {
      await db.$executeRaw`update "RateLimit" set "expiresAt" = now() - interval '1 second' where "key" like 'mail:target:target@%'`;
      expect([hour, await count(() => askForReset("besieged"), 5)]).toEqual([hour, sent]);
    }
    // What tells of a change is no mail that was asked for.
    await setPassword(member.id, password, null);
    expect((await sendWaiting()).map(({ subject }) => subject)).toEqual(["The password of @besieged was changed"]);
  });
});

describe("a lost password", () => {
  test("is replaced by a link to a verified address, which ends every session and every other link", async () => {
    const member = await verified("forgetful");
    await startSession(member.id);
    await askForReset("forgetful");
    await askForReset("Forgetful@Example.org");
    const [one, two] = await sendWaiting();
    expect(one!.to).toBe("forgetful@example.org");
    expect(await resetPassword(one!.token, "a wholly new password")).toBe(true);
    expect(await sessionsOf(member.id)).toBe(0);
    expect(await resetPassword(one!.token, "once more, please")).toBe(false);
    expect(await resetPassword(two!.token, "by the other link")).toBe(false);
    expect(await signIn("forgetful", "a wholly new password")).toMatchObject({ ok: true });
    expect(await signIn("forgetful", password)).toMatchObject({ ok: false });
  });

  test("adds the same job for an unknown name, an unverified address and a known account, and no job holds a secret", async () => {
    await verified("known");
    await aMember({ handle: "unverified" });
    for (const name of [
      "known",
      "unverified",
      "nobody-here",
      "known@example.org",
      "unverified@example.org",
      "x@example.org",
    ])
      await askForReset(name);
    const jobs = await waiting();
    expect(jobs.map(({ payload }) => payload.kind)).toEqual(Array(6).fill("reset_password"));
    expect(jobs.map(({ payload }) => payload.memberId !== null)).toEqual([true, false, false, true, false, false]);
    for (const { payload } of jobs)
      expect(Object.keys(payload).filter((name) => !["kind", "memberId", "address", "until"].includes(name))).toEqual(
        [],
      );
    expect((await sendWaiting()).map(({ to }) => to)).toEqual(["known@example.org", "known@example.org"]);
  });

  test("is not replaced by a link whose address was replaced, whose hour is over, or that is made for another purpose", async () => {
    const member = await verified("careful");
    const bound = { memberId: member.id, address: "careful@example.org" };
    const [moved, late, other] = [
      await mailedTokens.issue("reset_password", bound),
      await mailedTokens.issue("reset_password", bound),
      await mailedTokens.issue("prove", bound),
    ];
    expect(await resetPassword(other, password)).toBe(false);
    await db.member.update({ where: { id: member.id }, data: { email: "elsewhere@example.org" } });
    expect(await resetPassword(moved, password)).toBe(false);
    await db.member.update({ where: { id: member.id }, data: { email: "careful@example.org" } });
    await db.$executeRaw`update "OneTimeToken" set "expiresAt" = now() - interval '1 second' where "memberId" = ${member.id}`;
    expect(await resetPassword(late, password)).toBe(false);
    expect(late).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await db.oneTimeToken.findMany())).not.toContain(late);
  });

  test("is not asked for any more when the mail could only be sent too late, or the password was changed meanwhile", async () => {
    const member = await verified("slow-mail");
    await askForReset("slow-mail");
    await setPassword(member.id, "changed in between", null);
    expect((await sendWaiting()).map(({ subject }) => subject)).toEqual(["The password of @slow-mail was changed"]);
    await sendAccountMail({
      kind: "reset_password",
      memberId: member.id,
      address: "slow-mail@example.org",
      until: new Date(Date.now() - 1_000).toISOString(),
    });
    expect(await listMails()).toHaveLength(1);
  });
});

describe("a password", () => {
  test("that is set ends the other sessions and leaves this one", async () => {
    const member = await verified("changing");
    const cookies = [await startSession(member.id), await startSession(member.id)];
    const token = /=([^;]+);/.exec(cookies[0]!)![1]!;
    await setPassword(member.id, "a wholly new password", token);
    expect(await sessionsOf(member.id)).toBe(1);
    expect(await signIn("changing@example.org", "a wholly new password")).toMatchObject({ ok: true });
  });

  test("that was hashed as it was typed, or more weakly, is hashed again when it is right", async () => {
    const typed = "Brücke über den Fluß é ①".normalize("NFD");
    const old = { typed: await argon2(typed), weak: await argon2(password, { memoryCost: 8_192, timeCost: 1 }) };
    await aMember({ handle: "as-typed", passwordHash: old.typed });
    await aMember({ handle: "weakly", passwordHash: old.weak });
    const hashOf = async (handle: string) => (await db.member.findUniqueOrThrow({ where: { handle } })).passwordHash!;
    expect(await signIn("as-typed", "not the password")).toMatchObject({ ok: false });
    expect(await hashOf("as-typed")).toBe(old.typed);
    expect(await signIn("as-typed", typed)).toMatchObject({ ok: true });
    expect(await signIn("weakly", password)).toMatchObject({ ok: true });
    for (const [handle, before] of [
      ["as-typed", old.typed],
      ["weakly", old.weak],
    ] as const) {
      const after = await hashOf(handle);
      expect(after).not.toBe(before);
      expect(after).toContain("$m=19456,t=2,p=1$");
      expect(await signIn(handle, handle === "weakly" ? password : typed)).toMatchObject({ ok: true });
      expect(await hashOf(handle)).toBe(after);
    }
  });
});

test("a mailed proof is its member's alone and works once", async () => {
  const [member, other] = [await verified("prover"), await verified("stranger")];
  await askForProof(member.id, "/settings/password");
  const [mail] = await sendWaiting();
  const url = new URL(mail!.path, "http://localhost");
  expect([url.pathname, url.searchParams.get("to")]).toEqual(["/settings/prove", "/settings/password"]);
  const token = url.searchParams.get("token")!;
  expect(await proveByLink(member.id, token)).toBe(true);
  expect(await proveByLink(member.id, token)).toBe(false);
  expect(
    await proveByLink(
      other.id,
      await mailedTokens.issue("prove", { memberId: member.id, address: "prover@example.org" }),
    ),
  ).toBe(false);
});

test("ways into an account are its password and its verified address, the latter while mail is on", async () => {
  const member = await verified("two-ways");
  expect(await waysIn(db, member.id)).toEqual([{ kind: "password" }, { kind: "mail" }]);
  Object.assign(env(), { isLocal: false });
  expect(await waysIn(db, member.id)).toEqual([{ kind: "password" }]);
});
