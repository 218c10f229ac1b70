import { Prisma } from "~/platform/db.server";
import { foldedSentence } from "./post";

/** The first characters of what `shownText` says of the row `p` of a post. */
export const shownTextSql = (characters: number): Prisma.Sql =>
  Prisma.sql`left(case when p."foldedAt" is not null then ${foldedSentence}
    else coalesce(nullif(p."readableText", ''), p."plainText") end, ${characters}::int)`;
