import { Prisma } from "~/platform/db.server";
import { levelSql } from "./follow.server";

type Of = { member: Prisma.Sql; thread: Prisma.Sql; author: Prisma.Sql };

/** Whether a member has muted a thread, or an author: an expression over columns or values. */
export const hasMutedSql = ({ member, thread, author }: Of): Prisma.Sql => Prisma.sql`(
  exists (select 1 from "ThreadFollow" f
    where f."threadId" = ${thread} and f."memberId" = ${member} and f."level" = 'mute')
  or exists (select 1 from "MemberFollow" f
    where f."memberId" = ${member} and f."otherId" = ${author} and f."isMuted"))`;

type Among = Omit<Of, "thread"> & { threadId: number; authorIds: number[] };

/** The contrary for many members of one thread and these authors: who has muted is read once, and not looked up for each. */
export const isNotAmongMutersSql = ({ member, author, threadId, authorIds }: Among): Prisma.Sql => Prisma.sql`(
  ${member} not in (select f."memberId" from "ThreadFollow" f where f."threadId" = ${threadId} and f."level" = 'mute')
  and (${member}, ${author}) not in (select f."memberId", f."otherId" from "MemberFollow" f
    where f."otherId" = any(${authorIds}) and f."isMuted"))`;

/**
 * Whether a notice that is there because its member follows something still has that reason: an expression over the notice `n`.
 * True for all other kinds.
 */
export const stillFollowsSql = (member: { id: number }): Prisma.Sql => Prisma.sql`(
  n."kind"::text not in ('thread', 'tag', 'author', 'followed_search')
  or exists (select 1 from "Thread" t where t."id" = n."threadId" and ${levelSql(member)} = 'follow')
  or exists (select 1 from "MemberFollow" f
    where f."memberId" = ${member.id} and f."otherId" = n."actorId" and not f."isMuted")
  or exists (select 1 from "ThreadTag" tt join "TagFollow" f on f."tagId" = tt."tagId"
    where tt."threadId" = n."threadId" and f."memberId" = ${member.id})
  or (n."kind"::text = 'followed_search' and exists (select 1 from "FollowedSearch" s
    where s."memberId" = ${member.id} and 'followed-search:' || s."id" = n."subject")))`;
