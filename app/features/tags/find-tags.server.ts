import { db, type Tx } from "~/platform/db.server";
import type { Tag, TagKind } from "./tag";

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

/** All tags that a word may mean: the one with that slug, or every one that has it as a synonym. */
export async function findTagsNamed(slug: string): Promise<Tag[]> {
  const tag = await db.tag.findUnique({ where: { slug }, select: card });
  if (tag) return [tag];
  return db.tag.findMany({ where: { synonyms: { some: { slug } } }, orderBy: { id: "asc" }, select: card });
}

/** Tags whose names look most like this one, of one kind or of all. */
export async function nearestTags(slug: string, kind: TagKind | null, take: number): Promise<Tag[]> {
  return db.$queryRaw<Tag[]>`
    select "id", "slug", "name", "kind"::text as "kind" from "Tag"
    where similarity("slug", ${slug}) > 0.2 and (${kind}::text is null or "kind"::text = ${kind}::text)
    order by similarity("slug", ${slug}) desc, "threadCount" desc limit ${take}`;
}

/** Tags that begin so, by slug, name or synonym, those with most threads first; of one kind or of all. */
export async function suggestTags(beginning: string, kind: TagKind | null, take: number): Promise<Tag[]> {
  const slug = beginning.toLowerCase().replaceAll(/[\s_]+/g, "-");
  return db.tag.findMany({
    where: {
      ...(kind && { kind }),
      OR: [
        { slug: { startsWith: slug } },
        { name: { startsWith: beginning, mode: "insensitive" } },
        { synonyms: { some: { slug: { startsWith: slug } } } },
      ],
    },
    orderBy: [{ threadCount: "desc" }, { slug: "asc" }],
    take,
    select: card,
  });
}

/** Tags by id. */
export async function findTagsById(ids: number[]): Promise<Map<number, Tag>> {
  if (ids.length === 0) return new Map();
  const tags = await db.tag.findMany({ where: { id: { in: ids } }, select: card });
  return new Map(tags.map((tag) => [tag.id, tag]));
}

/** Counts a thread in or out of its tags. */
export async function countThread(tx: Tx, tagIds: number[], by: 1 | -1) {
  await tx.tag.updateMany({ where: { id: { in: tagIds } }, data: { threadCount: { increment: by } } });
}

/** Tags whose name, slug or another name begins so, those with most threads first, at most six. */
export const completeTags = (word: string): Promise<Tag[]> => suggestTags(word, null, 6);
