import { Prisma } from "~/platform/db.server";

type Of = { member: Prisma.Sql; thread: Prisma.Sql; author: Prisma.Sql };

/** Whether a member has muted a thread, or an author: an expression over columns or values. */
export const hasMutedSql = ({ member, thread, author }: Of): Prisma.Sql => Prisma.sql`(
  exists (select 1 from "ThreadFollow" f
    where f."threadId" = ${thread} and f."memberId" = ${member} and f."level" = 'mute')
  or exists (select 1 from "MemberFollow" f
    where f."memberId" = ${member} and f."otherId" = ${author} and f."isMuted"))`;
