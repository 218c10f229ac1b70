import { Prisma } from "~/platform/db.server";
import { foldedSentence } from "./post";

/** What `shownText` says of the row `p` of a post. */
export const wholeShownTextSql = Prisma.sql`case when p."foldedAt" is not null then ${foldedSentence}
    else coalesce(nullif(p."readableText", ''), p."plainText") end`;

/** The first characters of it. */
export const shownTextSql = (characters: number): Prisma.Sql =>
  Prisma.sql`left(${wholeShownTextSql}, ${characters}::int)`;
