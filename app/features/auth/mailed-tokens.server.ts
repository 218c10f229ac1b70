/** Secrets of links that are mailed: each is bound to a purpose, a member and the address it was sent to. */
import { randomBytes } from "node:crypto";
import { db, type Tx } from "~/platform/db.server";
import { hashOfToken } from "~/platform/token-hash.server";

export type MailedPurpose = "verify_email" | "undo_email" | "reset_password" | "prove";

type Mailed = { memberId: number; address: string };

/** Creates a token (256 bits) for a link to this address. It is good for an hour, or until then. */
async function issue(purpose: MailedPurpose, { memberId, address }: Mailed, until?: Date) {
  const token = randomBytes(32).toString("base64url");
  await db.$executeRaw`insert into "OneTimeToken" ("tokenHash", "purpose", "memberId", "address", "expiresAt")
    values (${hashOfToken(token)}, ${purpose}::"TokenPurpose", ${memberId}, ${address},
      coalesce(${until ?? null}::timestamptz, now() + interval '1 hour'))`;
  return token;
}

/** Whose token it is and for which address; null if it would not be accepted now. */
async function find(purpose: MailedPurpose, token: string): Promise<Mailed | null> {
  const rows = await db.$queryRaw<Mailed[]>`select "memberId", "address" from "OneTimeToken"
    where "tokenHash" = ${hashOfToken(token)} and "purpose" = ${purpose}::"TokenPurpose" and "usedAt" is null and "expiresAt" > now()
      and "memberId" is not null and "address" is not null`;
  return rows[0] ?? null;
}

/** Consumes the token; null if it is unknown, used or expired. Of two simultaneous calls one succeeds. */
async function consume(tx: Tx, purpose: MailedPurpose, token: string): Promise<(Mailed & { expiresAt: Date }) | null> {
  const rows = await tx.$queryRaw<(Mailed & { expiresAt: Date })[]>`update "OneTimeToken" set "usedAt" = now()
    where "tokenHash" = ${hashOfToken(token)} and "purpose" = ${purpose}::"TokenPurpose" and "usedAt" is null and "expiresAt" > now()
      and "memberId" is not null and "address" is not null
    returning "memberId", "address", "expiresAt"`;
  return rows[0] ?? null;
}

/**
 * Makes a member's open links worthless, after their address or password changed. Those that undo a change of address
 * stay: whoever made that change can't take them from the owner of the old address.
 */
async function drop(tx: Tx, memberId: number) {
  await tx.oneTimeToken.deleteMany({ where: { memberId, usedAt: null, purpose: { not: "undo_email" } } });
}

/** The same after a change of address was undone; links to undo that change or a later one go too. */
async function dropSince(tx: Tx, memberId: number, undone: { expiresAt: Date }) {
  await drop(tx, memberId);
  await tx.oneTimeToken.deleteMany({ where: { memberId, usedAt: null, expiresAt: { gte: undone.expiresAt } } });
}

/**
 * Whether a change of address that could be undone until then is itself undone, by a link for it or an earlier change.
 */
async function isChangeUndone(memberId: number, { until, hours }: { until: Date; hours: number }) {
  const rows = await db.$queryRaw<unknown[]>`select 1 from "OneTimeToken"
    where "memberId" = ${memberId} and "purpose" = 'undo_email' and "expiresAt" <= ${until}
      and "usedAt" > ${until}::timestamptz - ${hours} * interval '1 hour' limit 1`;
  return rows.length > 0;
}

/** The addresses to which a link was sent that would verify them now. */
async function listAwaited(memberId: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ address: string }[]>`select distinct "address" from "OneTimeToken"
    where "memberId" = ${memberId} and "purpose" = 'verify_email' and "usedAt" is null and "expiresAt" > now()`;
  return rows.map(({ address }) => address);
}

/** Removes links a day after they ended. */
async function sweep() {
  await db.$executeRaw`delete from "OneTimeToken" where "expiresAt" < now() - interval '1 day'`;
}

export const mailedTokens = { issue, find, consume, drop, dropSince, isChangeUndone, listAwaited, sweep };
