/** Telling members what became of a source that they cited. */
import { paths } from "~/paths";
import { db, inTransaction, Prisma } from "~/platform/db.server";
import { shorten } from "~/ui/shorten";
import { addNotices, slice } from "./add-notices.server";
import { hasMutedSql } from "./muting-sql.server";

type Cited = { memberId: number; postId: number; number: number; threadId: number };

/**
 * Tells up to 500 members after this one whose posts cite the source that a correction found dead or retracted. Answers with the
 * last that it looked at, or null when nobody is left, or when the source stands otherwise by now.
 */
export async function tellOfSource({ revisionId, after }: { revisionId: number; after: number }) {
  const revision = await db.sourceRevision.findUnique({
    where: { id: revisionId },
    select: { byId: true, source: { select: { id: true, citekey: true, title: true, status: true, hiddenAt: true } } },
  });
  if (!revision || revision.byId === null || revision.source.hiddenAt) return null;
  const { byId, source } = revision;
  if (source.status !== "dead" && source.status !== "retracted") return null;
  const title = `“${shorten(source.title, 120)}”`;
  const wordsOf = (number: number) =>
    source.status === "dead"
      ? `found ${title} dead, which your post ${number} cites`
      : `says that ${title} was retracted, which your post ${number} cites`;
  const hasMuted = hasMutedSql({
    member: Prisma.sql`c."authorId"`,
    thread: Prisma.sql`p."threadId"`,
    author: Prisma.sql`${byId}`,
  });
  return inTransaction(async (tx) => {
    // Each by their newest post that cites it.
    const told = await tx.$queryRaw<Cited[]>`
      select distinct on (c."authorId") c."authorId" as "memberId", p."id" as "postId", p."number", p."threadId"
      from "Citation" c join "Post" p on p."id" = c."postId" and p."status" = 'visible'
        join "Thread" t on t."id" = p."threadId" and t."status" = 'visible'
        join "Member" m on m."id" = c."authorId" and m."deletedAt" is null
      where c."sourceId" = ${source.id} and not c."isQuoted" and c."authorId" > ${after} and c."authorId" <> ${byId}
        and not ${hasMuted}
        and not exists (select 1 from "NoticeChoice" n
          where n."memberId" = c."authorId" and n."about" = 'numbers' and not n."inInbox")
      order by c."authorId", p."id" desc limit ${slice}`;
    await addNotices(
      tx,
      `source:${revisionId}`,
      told.map(({ number, ...cited }) => ({
        ...cited,
        kind: "source" as const,
        words: wordsOf(number),
        path: paths.source(source),
        actorId: byId,
      })),
    );
    return told.length < slice ? null : told.at(-1)!.memberId;
  });
}
