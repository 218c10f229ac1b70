import { Prisma } from "~/platform/db.server";

/** The first characters of what `shownText` says of the row `p` of a post. */
export const shownTextSql = (characters: number): Prisma.Sql =>
  Prisma.sql`left(coalesce(nullif(p."readableText", ''), p."plainText"), ${characters}::int)`;
