import { randomBytes } from "node:crypto";
import { db, type Tx } from "~/platform/db.server";
import { hashOfToken } from "~/platform/token-hash.server";

type Purpose = "first_administrator";

/** Creates a one-time token (256 bits) valid for a day, and invalidates earlier ones of the same purpose. */
export async function issueToken(purpose: Purpose): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await db.$transaction([
    db.oneTimeToken.deleteMany({ where: { purpose } }),
    db.$executeRaw`insert into "OneTimeToken" ("tokenHash", "purpose", "expiresAt")
      values (${hashOfToken(token)}, ${purpose}::"TokenPurpose", now() + interval '1 day')`,
  ]);
  return token;
}

/** Whether the token would be accepted now. */
export async function isTokenGood(purpose: Purpose, token: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`select 1 from "OneTimeToken"
    where "tokenHash" = ${hashOfToken(token)} and "purpose" = ${purpose}::"TokenPurpose" and "usedAt" is null and "expiresAt" > now()`;
  return rows.length > 0;
}

/** Consumes the token; false if it is unknown, used or expired. Of two simultaneous calls one succeeds. */
export async function consumeToken(tx: Tx, purpose: Purpose, token: string): Promise<boolean> {
  const used = await tx.$executeRaw`update "OneTimeToken" set "usedAt" = now()
    where "tokenHash" = ${hashOfToken(token)} and "purpose" = ${purpose}::"TokenPurpose" and "usedAt" is null and "expiresAt" > now()`;
  return used === 1;
}
