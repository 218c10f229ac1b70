/** The secret address at which a feed reader asks for a member's inbox. The database holds the SHA-256 of its token alone. */
import { randomBytes } from "node:crypto";
import type { Member } from "~/features/auth/auth";
import { memberColumns, memberOf } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { hashOfToken } from "~/platform/token-hash.server";

/** Makes a new address, in place of one that there was, and returns its token, which nothing says again. */
export async function makeInboxFeed(member: Member): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const tokenHash = hashOfToken(token);
  await db.$executeRaw`insert into "InboxFeed" ("memberId", "tokenHash") values (${member.id}, ${tokenHash})
    on conflict ("memberId") do update set "tokenHash" = excluded."tokenHash", "madeAt" = now(), "readAt" = null`;
  return token;
}

/** Takes the address back: whoever has it finds nothing any more. */
export async function endInboxFeed(member: Member) {
  await db.inboxFeed.deleteMany({ where: { memberId: member.id } });
}

/** When the address was made and last asked for; null without one. */
export async function readInboxFeed(member: Member): Promise<{ madeAt: string; readAt: string | null } | null> {
  const row = await db.inboxFeed.findUnique({
    where: { memberId: member.id },
    select: { madeAt: true, readAt: true },
  });
  return row && { madeAt: row.madeAt.toISOString(), readAt: row.readAt?.toISOString() ?? null };
}

/** Whose inbox a token opens; null for one that opens none. */
export async function findInboxByToken(token: string): Promise<Member | null> {
  if (!/^[\w-]{32}$/.test(token)) return null;
  const row = await db.inboxFeed.findUnique({
    where: { tokenHash: hashOfToken(token), member: { deletedAt: null } },
    select: {
      memberId: true,
      member: { select: memberColumns },
    },
  });
  if (!row) return null;
  await db.$executeRaw`update "InboxFeed" set "readAt" = now()
    where "memberId" = ${row.memberId} and ("readAt" is null or "readAt" < now() - interval '1 hour')`;
  // What moderators alone may read is not for an address that another program keeps.
  return { ...memberOf(row.member, new Date()), role: "member" };
}
