/** Recovery codes: 80 random bits each, shown once, hashed at rest, each good for one use. */
import { createHash, randomBytes } from "node:crypto";
import { db, type Tx } from "~/platform/db.server";
import { base32, inGroups } from "./totp.server";

const codesMade = 10;

/** However it is typed: with or without dashes and spaces, in any case. */
const hash = (code: string) =>
  createHash("sha256")
    .update(code.toUpperCase().replaceAll(/[^A-Z2-7]/g, ""))
    .digest("hex");

/** Makes ten codes in place of those that a member had; they are returned this once. */
export async function replaceRecoveryCodes(tx: Tx, memberId: number): Promise<string[]> {
  const codes = Array.from({ length: codesMade }, () => inGroups(base32(randomBytes(10))).replaceAll(" ", "-"));
  await tx.recoveryCode.deleteMany({ where: { memberId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ codeHash: hash(code), memberId })) });
  return codes;
}

/** Consumes a member's code; false if it is unknown or used. Of two calls at the same time one succeeds. */
export async function useRecoveryCode(memberId: number, code: string): Promise<boolean> {
  const used = await db.$executeRaw`update "RecoveryCode" set "usedAt" = now()
    where "codeHash" = ${hash(code)} and "memberId" = ${memberId} and "usedAt" is null`;
  return used === 1;
}

/** How many codes a member has left. */
export const countRecoveryCodes = (memberId: number) => db.recoveryCode.count({ where: { memberId, usedAt: null } });
