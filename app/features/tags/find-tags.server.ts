import { db, Prisma, type Tx } from "~/platform/db.server";
import { readTogether } from "~/platform/read-together.server";
import type { Tag, TagChoice, TagKind } from "./tag";

export const tagCard = { id: true, slug: true, name: true, kind: true } as const;

/** A tag, with the former slugs by which it was requested. */
export type FoundTag = Tag & { askedAs: string[] };

/** The tags with these slugs, without duplicates, in the given order. Former slugs are followed. */
export async function findTags(tx: Tx, slugs: string[]): Promise<FoundTag[]> {
  if (slugs.length === 0) return [];
  const tags = await tx.tag.findMany({
    where: { OR: [{ slug: { in: slugs } }, { redirects: { some: { slug: { in: slugs } } } }] },
    select: { ...tagCard, redirects: { where: { slug: { in: slugs } }, select: { slug: true } } },
  });
  const found = tags.map(({ redirects, ...tag }) => ({ ...tag, askedAs: redirects.map(({ slug }) => slug) }));
  const inOrder = slugs.flatMap((slug) => found.find((tag) => tag.slug === slug || tag.askedAs.includes(slug)) ?? []);
  return [...new Set(inOrder)];
}

/** The current ids of these tags, without duplicates; merged tags are followed. */
export async function currentTagIds(tx: Tx, ids: number[]): Promise<number[]> {
  const moved = await tx.tagRedirect.findMany({
    where: { formerId: { in: ids } },
    select: { formerId: true, tagId: true },
  });
  return [...new Set(ids.map((id) => moved.find(({ formerId }) => formerId === id)?.tagId ?? id))];
}

/** All tags by kind and name, with thread counts and synonyms. */
export async function listTags(tx: Tx = db): Promise<TagChoice[]> {
  const tags = await tx.tag.findMany({
    orderBy: [{ kind: "asc" }, { name: "asc" }],
    select: { ...tagCard, threadCount: true, synonyms: { orderBy: { slug: "asc" }, select: { name: true } } },
  });
  return tags.map(({ synonyms, ...tag }) => ({ ...tag, synonyms: synonyms.map(({ name }) => name) }));
}

/** The tags with most threads. */
export async function listBusyTags(take: number): Promise<Tag[]> {
  return db.tag.findMany({
    where: { threadCount: { gt: 0 } },
    orderBy: [{ threadCount: "desc" }, { name: "asc" }],
    take,
    select: tagCard,
  });
}

/**
 * The tag that a filter's word means, with the ids of its descendants. Current slugs, former slugs and synonyms count;
 * null if none fits.
 */
export async function findTagFamily(slug: string): Promise<{ tag: Tag; ids: number[] } | null> {
  const tag =
    (await db.tag.findUnique({ where: { slug }, select: tagCard })) ??
    (await db.tag.findFirst({ where: { redirects: { some: { slug } } }, select: tagCard })) ??
    (await db.tag.findFirst({ where: { synonyms: { some: { slug } } }, orderBy: { id: "asc" }, select: tagCard }));
  return tag && { tag, ids: await findFamilyIds(db, tag.id) };
}

/** A tag's id and the ids of its descendants. */
export async function findFamilyIds(tx: Tx, id: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    with recursive family as (
      select "id", 0 as depth from "Tag" where "id" = ${id}
      union all
      select child."id", depth + 1 from "Tag" child join family on child."parentId" = family."id" where depth < 8
    )
    select distinct "id" from family`;
  return rows.map((row) => row.id);
}

/** Locks tags in the order of ids, to avoid deadlocks. */
export async function lockTags(tx: Tx, ids: number[]) {
  await tx.$queryRaw`select "id" from "Tag" where "id" = any(${ids}) order by "id" for no key update`;
}

const asSlug = (word: string) => word.toLowerCase().replaceAll(/[\s_]+/g, "-");

/** All tags that a word can mean, in small or capital letters: the one with that slug or former slug, else all with that synonym. */
export async function findTagsNamed(word: string): Promise<Tag[]> {
  const slug = asSlug(word);
  const [tag] = await findTags(db, [slug]);
  if (tag) return [{ id: tag.id, slug: tag.slug, name: tag.name, kind: tag.kind }];
  return db.tag.findMany({ where: { synonyms: { some: { slug } } }, orderBy: { id: "asc" }, select: tagCard });
}

/** Tags with the most similar names, of one kind or of all. */
export async function nearestTags(slug: string, kind: TagKind | null, take: number): Promise<Tag[]> {
  return db.$queryRaw<Tag[]>`
    select "id", "slug", "name", "kind"::text as "kind" from "Tag"
    where similarity("slug", ${slug}) > 0.2 and (${kind}::text is null or "kind"::text = ${kind}::text)
    order by similarity("slug", ${slug}) desc, "threadCount" desc limit ${take}`;
}

/** Tags whose slug, name or synonym begins with the word, most threads first; of one kind or of all. */
export async function tagsBeginning(beginning: string, kind: TagKind | null, take: number): Promise<Tag[]> {
  const slug = asSlug(beginning);
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
    select: tagCard,
  });
}

/** Tags by id. */
export async function findTagsById(ids: number[]): Promise<Map<number, Tag>> {
  if (ids.length === 0) return new Map();
  const tags = await readTogether<Tag>(Prisma.sql`
    select "id", "slug", "name", "kind"::text as "kind" from "Tag" where "id" = any(${ids}::int[])`);
  return new Map(tags.map((tag) => [tag.id, tag]));
}

/**
 * Changes the thread counts of tags. Callers that decrement some tags and increment others must lock all of them
 * first.
 */
export async function countThread(tx: Tx, tagIds: number[], by: 1 | -1) {
  if (tagIds.length === 0) return;
  await lockTags(tx, tagIds);
  await tx.tag.updateMany({ where: { id: { in: tagIds } }, data: { threadCount: { increment: by } } });
}
