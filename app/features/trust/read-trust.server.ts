import type { Member } from "~/features/auth/auth";
import { type SiteLimits } from "~/features/site/site";
import { findSiteLimits } from "~/features/site/site.server";
import { db, type Tx } from "~/platform/db.server";
import { type Done, hasDoneEnough } from "./trust";

/** For a new member what they have done, what is asked of them, and when they joined. */
export type Trust =
  { isTrusted: true } | { isTrusted: false; done: Done; limits: SiteLimits; joinedAt: Date; isFirstDay: boolean };

const trusted = { isTrusted: true } as const;

type Row = Done & { joinedAt: Date; isFirstDay: boolean };

/**
 * Whether a member is beyond the limits for new members. Who has reached the threshold stays beyond it: the first look that finds
 * so notes it. Moderators and administrators always are.
 */
export async function readTrust({ id, isNew }: Pick<Member, "id" | "isNew">, tx: Tx = db): Promise<Trust> {
  if (!isNew) return trusted;
  const limits = await findSiteLimits(tx);
  const most = Math.max(limits.posts, limits.keptForLinks);
  const [row] = await tx.$queryRaw<Row[]>`
    select m."joinedAt", m."joinedAt" > now() - interval '24 hours' as "isFirstDay",
      greatest(0, floor(extract(epoch from now() - m."joinedAt") / 86400))::int as days,
      coalesce((select r."minutesRead" from "Reader" r where r."memberId" = m."id"), 0) as minutes,
      (select count(*)::int from (
        select 1 from "Post" p join "Thread" t on t."id" = p."threadId"
        where p."authorId" = m."id" and p."status" = 'visible' and p."foldedAt" is null and t."status" = 'visible'
          and p."createdAt" <= now() - interval '24 hours'
        limit ${most}) kept) as posts
    from "Member" m where m."id" = ${id} and m."role" = 'member' and m."trustedAt" is null`;
  if (!row) return trusted;
  const { joinedAt, isFirstDay, ...done } = row;
  if (!hasDoneEnough(done, limits)) return { isTrusted: false, done, limits, joinedAt, isFirstDay };
  // Not in the transaction of a post, which locks its thread before the member.
  if (tx === db)
    await tx.$executeRaw`update "Member" set "trustedAt" = now() where "id" = ${id} and "trustedAt" is null`;
  return trusted;
}

/** Has a member begin again, after spam. */
export async function takeTrust(tx: Tx, memberId: number) {
  await tx.member.updateMany({ where: { id: memberId, trustedAt: { not: null } }, data: { trustedAt: null } });
}
