/** Cited sources by ranges of ids. The ranges are fixed, however many sources come and go. */
import { db, Prisma } from "~/platform/db.server";

/** What everybody finds: cited, not hidden, and not joined with another. */
const listed = Prisma.sql`s."postCount" > 0 and s."hiddenAt" is null and s."mergedIntoId" is null`;
/** When its page last changed: a post cited it, or somebody corrected it. */
const changedAt = Prisma.sql`greatest(s."createdAt", s."lastCitedAt",
  (select max(r."at") from "SourceRevision" r where r."sourceId" = s."id"))`;

/** The ranges of `size` ids that contain such a source, numbered from 1, each with the time of its last change. */
export async function listSourceRanges(size: number) {
  const rows = await db.$queryRaw<{ number: number; changedAt: Date }[]>`
    select ((s."id" - 1) / ${size}::int + 1)::int as "number", max(${changedAt}) as "changedAt"
    from "Source" s where ${listed} group by 1 order by 1`;
  return rows.map(({ number, changedAt: at }) => ({ number, changedAt: at.toISOString() }));
}

/** The sources of one range, by id. */
export async function listSourceRange(number: number, size: number) {
  const after = (number - 1) * size;
  const rows = await db.$queryRaw<{ citekey: string; changedAt: Date }[]>`
    select s."citekey", ${changedAt} as "changedAt" from "Source" s
    where s."id" > ${after} and s."id" <= ${after + size} and ${listed} order by s."id"`;
  return rows.map(({ citekey, changedAt: at }) => ({ citekey, changedAt: at.toISOString() }));
}
