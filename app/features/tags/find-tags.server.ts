import { db, type Tx } from "~/platform/db.server";
import type { Tag } from "./tag";

const card = { id: true, slug: true, name: true, kind: true } as const;

/** The tags with these slugs, in the order asked for. */
export async function findTags(tx: Tx, slugs: string[]): Promise<Tag[]> {
  const tags = await tx.tag.findMany({ where: { slug: { in: slugs } }, select: card });
  return slugs.flatMap((slug) => tags.filter((tag) => tag.slug === slug));
}

/** The whole vocabulary by kind and name, each with its number of threads. */
export async function listTags(): Promise<(Tag & { threadCount: number })[]> {
  return db.tag.findMany({ orderBy: [{ kind: "asc" }, { name: "asc" }], select: { ...card, threadCount: true } });
}

/** The tags with most threads. */
export async function listBusyTags(take: number): Promise<Tag[]> {
  return db.tag.findMany({
    where: { threadCount: { gt: 0 } },
    orderBy: [{ threadCount: "desc" }, { name: "asc" }],
    take,
    select: card,
  });
}

/** What a word in a filter means: the tag, with the ids of everything below it; null when no tag or synonym has that slug. */
export async function findTagFamily(slug: string): Promise<{ tag: Tag; ids: number[] } | null> {
  const tag =
    (await db.tag.findUnique({ where: { slug }, select: card })) ??
    (await db.tag.findFirst({ where: { synonyms: { some: { slug } } }, orderBy: { id: "asc" }, select: card }));
  if (!tag) return null;
  const rows = await db.$queryRaw<{ id: number }[]>`
    with recursive family as (
      select "id", 0 as depth from "Tag" where "id" = ${tag.id}
      union all
      select child."id", depth + 1 from "Tag" child join family on child."parentId" = family."id" where depth < 8
    )
    select distinct "id" from family`;
  return { tag, ids: rows.map((row) => row.id) };
}

/** Counts a thread in or out of its tags. */
export async function countThread(tx: Tx, tagIds: number[], by: 1 | -1) {
  await tx.tag.updateMany({ where: { id: { in: tagIds } }, data: { threadCount: { increment: by } } });
}

/** Tags whose name, slug or another name begins so, those with most threads first, at most six. */
export async function completeTags(word: string): Promise<Tag[]> {
  const slug = word.toLowerCase().replaceAll(/[\s_]+/g, "-");
  return db.tag.findMany({
    where: {
      OR: [
        { slug: { startsWith: slug } },
        { name: { startsWith: word, mode: "insensitive" } },
        { synonyms: { some: { slug: { startsWith: slug } } } },
      ],
    },
    orderBy: [{ threadCount: "desc" }, { name: "asc" }],
    take: 6,
    select: card,
  });
}
