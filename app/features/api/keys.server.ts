/** Keys of the API: a random text that its member sees once; the table holds its SHA-256. */
import { randomBytes } from "node:crypto";
import type { Member } from "~/features/auth/auth";
import { memberColumns, memberOf } from "~/features/auth/auth.server";
import { databaseNow, databaseReplicas, db, inTransaction } from "~/platform/db.server";
import { parsePosition, type Position, writePosition } from "~/platform/positions";
import { hashOfToken } from "~/platform/token-hash.server";
import { keyDays, mostKeys } from "./key-form";
import { isScope, type Scope } from "./scope";

/** Who asks with a key. */
export type Caller = {
  keyId: number;
  member: Member;
  scopes: Scope[];
  /** Where the database's log had what the key wrote within the last minute; "unknown" where nobody could say. */
  wroteUpTo: Position | null | "unknown";
};

export type ListedKey = {
  id: number;
  name: string;
  /** The first signs of the key, by which its member knows it. */
  beginning: string;
  scopes: Scope[];
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string;
  /** Webhooks that end with it. */
  webhookCount: number;
};

const day = 24 * 3_600_000;
/** Milliseconds for which a key that has written reads at least as much as it wrote. */
const remembered = 60_000;
const shape = /^cp_[\w-]{43}$/;

/** Makes a key and answers with it, the only time that it can be read; null where the member has twenty. */
export async function makeKey(memberId: number, { name, scopes }: { name: string; scopes: Scope[] }) {
  const key = `cp_${randomBytes(32).toString("base64url")}`;
  return inTransaction(async (tx) => {
    // Two keys made at once count one after the other.
    await tx.$queryRaw`select 1 from "Member" where "id" = ${memberId} for no key update`;
    const now = await databaseNow(tx);
    const count = await tx.apiKey.count({ where: { memberId, expiresAt: { gt: now } } });
    if (count >= mostKeys) return null;
    await tx.apiKey.create({
      data: {
        memberId,
        name,
        hash: hashOfToken(key),
        beginning: key.slice(0, 9),
        scopes: [...new Set(scopes)],
        createdAt: now,
        expiresAt: new Date(now.getTime() + keyDays * day),
      },
    });
    return key;
  });
}

/** A member's keys, the newest first, also those that have ended. */
export async function listKeys(memberId: number): Promise<ListedKey[]> {
  const rows = await db.apiKey.findMany({
    where: { memberId },
    orderBy: { id: "desc" },
    take: 100,
    select: {
      id: true,
      name: true,
      beginning: true,
      scopes: true,
      createdAt: true,
      lastUsedAt: true,
      expiresAt: true,
      _count: { select: { webhooks: true } },
    },
  });
  return rows.map(({ createdAt, lastUsedAt, expiresAt, scopes, _count, ...row }) => ({
    ...row,
    webhookCount: _count.webhooks,
    scopes: scopes.filter(isScope),
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
  }));
}

/** Ends a member's key for good; false where there is none. */
export async function revokeKey(memberId: number, id: number): Promise<boolean> {
  const { count } = await db.apiKey.deleteMany({ where: { id, memberId } });
  return count > 0;
}

/** Who has this key; null for one that is wrong, revoked or has ended. Its last use is noted by the minute. */
export async function findCaller(key: string): Promise<Caller | null> {
  if (!shape.test(key)) return null;
  const now = await databaseNow();
  const row = await db.apiKey.findFirst({
    where: { hash: hashOfToken(key), expiresAt: { gt: now } },
    select: {
      id: true,
      scopes: true,
      lastUsedAt: true,
      wroteUpTo: true,
      wroteAt: true,
      member: { select: { ...memberColumns, deletedAt: true } },
    },
  });
  if (!row || row.member.deletedAt !== null) return null;
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > 60_000)
    await db.apiKey.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  const hasJustWritten = row.wroteAt !== null && now.getTime() - row.wroteAt.getTime() < remembered;
  const wroteUpTo = hasJustWritten ? (parsePosition(row.wroteUpTo ?? "") ?? "unknown") : null;
  return { keyId: row.id, member: memberOf(row.member, now), scopes: row.scopes.filter(isScope), wroteUpTo };
}

/** Notes that a key has just written, where it might read from a replica that lacks it. */
export async function noteWritten(keyId: number) {
  const replicas = databaseReplicas();
  if (!replicas) return;
  const { timeline, lsn } = await replicas.position();
  await db.$executeRaw`
    update "ApiKey" set "wroteUpTo" = ${writePosition(timeline, lsn)}, "wroteAt" = now() where "id" = ${keyId}`;
}
