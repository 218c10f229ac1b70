/** The one rule for who may read what: a Prisma `where` and the same as SQL. */
import { Prisma } from "~/platform/db.server";
import { isModerator, type Viewer } from "./viewer";

type StatusWhere = { status?: "visible" };

/** Threads or posts this viewer may read. Moderators read everything; everybody else what is visible. */
export function visibleTo(viewer: Viewer): StatusWhere {
  return isModerator(viewer) ? {} : { status: "visible" };
}

/** `visibleTo` for a raw query: an expression over the row alias `alias` (a name of ours, never input). */
export function visibleToSql(viewer: Viewer, alias: "t" | "p"): Prisma.Sql {
  return isModerator(viewer) ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(alias)}."status" = 'visible'`;
}

/** The other side of `visibleTo`: a query for the ids of the few threads or posts that this viewer may not read. */
export function unseenSql(viewer: Viewer, table: "Thread" | "Post"): Prisma.Sql {
  if (isModerator(viewer)) return Prisma.sql`select null::int where false`;
  return Prisma.sql`select u."id" from ${Prisma.raw(`"${table}"`)} u where u."status" <> 'visible'`;
}
