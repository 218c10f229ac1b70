/** The second factor: an authenticator app, a passkey, or both. Ten recovery codes stand in for it. */
import { randomBytes } from "node:crypto";
import { lockMember } from "~/features/members/members.server";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { seal, unseal } from "~/platform/secret-box.server";
import { countRecoveryCodes, replaceRecoveryCodes, useRecoveryCode } from "./recovery-codes.server";
import { base32, stepOfCode } from "./totp.server";

const useOf = (memberId: number) => `totp ${memberId}`;

export type SecondFactorState = {
  /** Since when an app gives codes; null without one. */
  appSince: string | null;
  asksPasskey: boolean;
  codesLeft: number;
  isOn: boolean;
};

/** Which second factor a member has. */
export async function findSecondFactor(memberId: number): Promise<SecondFactorState> {
  const [row, codesLeft] = await Promise.all([
    db.secondFactor.findUnique({ where: { memberId }, select: { confirmedAt: true, asksPasskey: true } }),
    countRecoveryCodes(memberId),
  ]);
  const appSince = row?.confirmedAt?.toISOString() ?? null;
  const asksPasskey = row?.asksPasskey ?? false;
  return { appSince, asksPasskey, codesLeft, isOn: appSince !== null || asksPasskey };
}

/** Whether a second factor is asked of a member. */
export async function hasSecondFactor(memberId: number): Promise<boolean> {
  const on = { memberId, OR: [{ confirmedAt: { not: null } }, { asksPasskey: true }] };
  return (await db.secondFactor.count({ where: on })) > 0;
}

/** The secret for a new app, in base 32: the one that waits for its first code, or a new one. */
export async function offerApp(memberId: number): Promise<string> {
  return inTransaction(async (tx) => {
    await lockMember(tx, memberId);
    const row = await tx.secondFactor.findUnique({ where: { memberId }, select: { secret: true, confirmedAt: true } });
    const waiting = row?.secret && !row.confirmedAt ? unseal(useOf(memberId), row.secret) : null;
    if (waiting) return waiting;
    if (row?.confirmedAt) throw new Error("The member has an authenticator app already");
    const secret = base32(randomBytes(20));
    const data = { secret: seal(useOf(memberId), secret) };
    await tx.secondFactor.upsert({ where: { memberId }, create: { memberId, ...data }, update: data });
    return secret;
  });
}

type Confirmed = { ok: true; /** To be shown this once. */ codes: string[] } | { ok: false };

/** Turns the app on with its first code, and makes recovery codes. */
export async function confirmApp(memberId: number, code: string): Promise<Confirmed> {
  return inTransaction(async (tx) => {
    await lockMember(tx, memberId);
    if (!(await acceptCode(tx, memberId, code, { isConfirmed: false }))) return { ok: false };
    await tx.$executeRaw`update "SecondFactor" set "confirmedAt" = now() where "memberId" = ${memberId}`;
    return { ok: true, codes: await replaceRecoveryCodes(tx, memberId) };
  });
}

/** Asks for a passkey after every other way in, and makes recovery codes; refused without a passkey. */
export async function askPasskeyAsSecond(memberId: number): Promise<Confirmed> {
  return inTransaction(async (tx) => {
    await lockMember(tx, memberId);
    if ((await tx.passkey.count({ where: { memberId } })) === 0) return { ok: false };
    const data = { asksPasskey: true };
    await tx.secondFactor.upsert({ where: { memberId }, create: { memberId, ...data }, update: data });
    return { ok: true, codes: await replaceRecoveryCodes(tx, memberId) };
  });
}

/** New recovery codes in place of the old ones. */
export const renewRecoveryCodes = (memberId: number): Promise<string[]> =>
  inTransaction(async (tx) => {
    await lockMember(tx, memberId);
    return replaceRecoveryCodes(tx, memberId);
  });

/** Turns the second factor off. Recovery codes stay, as a way back for members without password and mail. */
export async function turnOffSecondFactor(memberId: number) {
  await db.secondFactor.deleteMany({ where: { memberId } });
}

/** Accepts a code of the app, once: a step that counted, and those before it, never count again. */
async function acceptCode(tx: Tx, memberId: number, code: string, { isConfirmed }: { isConfirmed: boolean }) {
  const row = await tx.secondFactor.findFirst({
    where: { memberId, confirmedAt: isConfirmed ? { not: null } : null },
    select: { secret: true },
  });
  const secret = row?.secret ? unseal(useOf(memberId), row.secret) : null;
  const step = secret && stepOfCode(secret, code, await databaseNow(tx));
  if (!step) return false;
  const noted = await tx.$executeRaw`update "SecondFactor" set "lastStep" = ${step}
    where "memberId" = ${memberId} and "lastStep" < ${step}`;
  return noted === 1;
}

/** Whether a code of the app or a recovery code is right; it counts once. */
export async function checkSecondCode(memberId: number, code: string): Promise<"app" | "recovery" | null> {
  if (/^[\d\s]{6,12}$/.test(code)) {
    const isRight = await inTransaction((tx) => acceptCode(tx, memberId, code, { isConfirmed: true }));
    return isRight ? "app" : null;
  }
  return (await useRecoveryCode(memberId, code)) ? "recovery" : null;
}
