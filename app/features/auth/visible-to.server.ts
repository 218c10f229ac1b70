/** The rule for who may read what, as a Prisma `where` and as SQL. */
import { Prisma } from "~/platform/db.server";
import { isModerator, type Viewer } from "./viewer";

type StatusWhere = { status?: "visible" };

/** Threads or posts that this viewer may read. Moderators read everything, everybody else what is visible. */
export function visibleTo(viewer: Viewer): StatusWhere {
  return isModerator(viewer) ? {} : { status: "visible" };
}

/** `visibleTo` for raw SQL: an expression over the row alias `alias` (chosen by us, never input). */
export function visibleToSql(viewer: Viewer, alias: "t" | "p" | "q"): Prisma.Sql {
  return isModerator(viewer) ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(alias)}."status" = 'visible'`;
}

/** The complement of `visibleTo`: a query for ids of the few threads or posts that this viewer may not read. */
export function unseenSql(viewer: Viewer, table: "Thread" | "Post"): Prisma.Sql {
  if (isModerator(viewer)) return Prisma.sql`select null::int where false`;
  return Prisma.sql`select u."id" from ${Prisma.raw(`"${table}"`)} u where u."status" <> 'visible'`;
}
