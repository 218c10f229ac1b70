import type { Member } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { Prisma } from "~/platform/db.server";

/** A query for `count` and `first` number of the posts by others that come after the reading position `p`. */
export const unreadSql = (member: Member): Prisma.Sql => Prisma.sql`
  select count(*)::int as count, min(q."number") as first from "Post" q
  where q."threadId" = p."threadId" and q."number" > p."lastNumber" and q."authorId" <> ${member.id}
    and ${visibleToSql(member, "q")}`;
