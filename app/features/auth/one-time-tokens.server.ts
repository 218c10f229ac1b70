import { randomBytes } from "node:crypto";
import { db, type Tx } from "~/platform/db.server";
import { hashOfToken } from "~/platform/token-hash.server";

type Purpose = "first_administrator";

/** Creates a one-time token (256 bits) valid for a day, beside those that other servers made of the same purpose. */
export async function issueToken(purpose: Purpose): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await db.$executeRaw`insert into "OneTimeToken" ("tokenHash", "purpose", "expiresAt")
    values (${hashOfToken(token)}, ${purpose}::"TokenPurpose", now() + interval '1 day')`;
  return token;
}

/** Whether the token would be accepted now. */
export async function isTokenGood(purpose: Purpose, token: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`select 1 from "OneTimeToken"
    where "tokenHash" = ${hashOfToken(token)} and "purpose" = ${purpose}::"TokenPurpose" and "usedAt" is null and "expiresAt" > now()`;
  return rows.length > 0;
}

/**
 * Consumes the token and all others of its purpose; false if it is unknown, used or expired. Of simultaneous calls, with
 * one token or with several, one succeeds.
 */
export async function consumeToken(tx: Tx, purpose: Purpose, token: string): Promise<boolean> {
  const open = await tx.$queryRaw<{ tokenHash: string; isGood: boolean }[]>`
    select "tokenHash", "expiresAt" > now() as "isGood" from "OneTimeToken"
    where "purpose" = ${purpose}::"TokenPurpose" and "usedAt" is null order by "tokenHash" for no key update`;
  const hash = hashOfToken(token);
  if (!open.some(({ tokenHash, isGood }) => tokenHash === hash && isGood)) return false;
  await tx.$executeRaw`update "OneTimeToken" set "usedAt" = now()
    where "purpose" = ${purpose}::"TokenPurpose" and "usedAt" is null`;
  return true;
}
