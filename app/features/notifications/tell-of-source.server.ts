/** Telling members what became of a source that they cited. */
import { findNotInSource } from "~/features/citations/citations.server";
import { paths } from "~/paths";
import { db, inTransaction, Prisma } from "~/platform/db.server";
import { shorten } from "~/ui/shorten";
import { addNotices, slice } from "./add-notices.server";
import { hasMutedSql } from "./muting-sql.server";
import { postKinds } from "./notice";

/** A source's title as notices say it. */
const quotedTitle = ({ title }: { title: string }) => `“${shorten(title, 120)}”`;

/** Takes the title of a source that moderators have hidden out of the notices that said it. */
export async function withholdTitle(sourceId: number) {
  const source = await db.source.findUnique({ where: { id: sourceId }, select: { title: true, hiddenAt: true } });
  if (!source?.hiddenAt) return;
  const title = quotedTitle(source);
  await db.$executeRaw`update "Notice" set "words" = replace("words", ${title}, 'a source that was removed')
    where "kind"::text = any(${["source", ...postKinds]}) and strpos("words", ${title}) > 0`;
}

type Cited = { memberId: number; postId: number; number: number; threadId: number };

/**
 * Tells up to 500 members after this one whose posts cite the source that a correction found dead or retracted, or that a merge
 * brought to one. Each is told once, unless the source died anew in another month. Answers with the last that it looked at, or null
 * when nobody is left, or when the source stands otherwise by now.
 */
export async function tellOfSource({ revisionId, after }: { revisionId: number; after: number }) {
  const revision = await db.sourceRevision.findUnique({
    where: { id: revisionId },
    select: {
      byId: true,
      changes: true,
      source: {
        select: { id: true, citekey: true, title: true, status: true, statusSince: true, hiddenAt: true },
      },
    },
  });
  if (!revision || revision.byId === null || revision.source.hiddenAt) return null;
  const { byId, changes, source } = revision;
  if (source.status !== "dead" && source.status !== "retracted") return null;
  const title = quotedTitle(source);
  const isMerge = (changes as { field: string }[]).some(({ field }) => field === "merged");
  const wordsOf = (number: number) => {
    if (isMerge) return `says that your post ${number} cites ${title}, which is ${source.status}`;
    return source.status === "dead"
      ? `found ${title} dead, which your post ${number} cites`
      : `says that ${title} was retracted, which your post ${number} cites`;
  };
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
    const event = `source:${source.id}:${source.status}:${source.statusSince?.toISOString().slice(0, 7) ?? ""}`;
    await addNotices(
      tx,
      told.map(({ number, memberId, ...cited }) => ({
        ...cited,
        event,
        memberIds: [memberId],
        kind: "source" as const,
        words: wordsOf(number),
        path: paths.source(source),
        actorId: byId,
      })),
    );
    return told.length < slice ? null : told.at(-1)!.memberId;
  });
}

/** Tells the author of a citation, once, that enough members looked it up and did not find it in its source. */
export async function tellOfReviews(citationId: number) {
  if (!(await findNotInSource([citationId])).has(citationId)) return;
  const citation = await db.citation.findFirst({
    where: { id: citationId, post: { status: "visible", thread: { status: "visible" } }, author: { deletedAt: null } },
    select: {
      authorId: true,
      threadId: true,
      post: { select: { id: true, number: true } },
      source: { select: { citekey: true, title: true, hiddenAt: true } },
      reviews: {
        where: { verdict: "not_in_source", isOutdated: false },
        orderBy: { at: "desc" },
        take: 1,
        select: { memberId: true },
      },
    },
  });
  const by = citation?.reviews[0]?.memberId;
  if (!citation || by === undefined || citation.source.hiddenAt) return;
  const { authorId, threadId, post, source } = citation;
  const hasMuted = hasMutedSql({
    member: Prisma.sql`${authorId}`,
    thread: Prisma.sql`${threadId}`,
    author: Prisma.sql`${by}`,
  });
  await inTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ isWanted: boolean }[]>`select not ${hasMuted} and not exists (
      select 1 from "NoticeChoice" n where n."memberId" = ${authorId} and n."about" = 'numbers' and not n."inInbox") as "isWanted"`;
    if (!row!.isWanted) return;
    const words = `and others did not find in ${quotedTitle(source)} what your post ${post.number} cites it for`;
    const path = `${paths.source(source)}#c-${citationId}`;
    const event = `citation:${citationId}`;
    await addNotices(tx, [
      { event, memberIds: [authorId], kind: "source", words, path, threadId, actorId: by, postId: post.id },
    ]);
  });
}
