import { db } from "~/platform/db.server";
import { tagCard } from "./find-tags.server";
import type { Tag } from "./tag";

const highest = 8;

/** The tag's own part of its page; null if there is no such tag. */
export async function findTagPage(slug: string) {
  const tag = await db.tag.findUnique({
    where: { slug },
    select: {
      ...tagCard,
      isMirror: true,
      parentId: true,
      threadCount: true,
      version: true,
      description: true,
      revision: true,
      html: true,
      rendererVersion: true,
      synonyms: { orderBy: { slug: "asc" }, select: { name: true } },
      children: { orderBy: { name: "asc" }, select: { ...tagCard, threadCount: true } },
      revisions: { orderBy: { number: "desc" }, take: 1, select: { createdAt: true } },
      _count: { select: { followers: true } },
    },
  });
  if (!tag) return null;
  const { synonyms, revisions, _count, ...rest } = tag;
  return {
    ...rest,
    synonyms: synonyms.map(({ name }) => name),
    followerCount: _count.followers,
    /** When its description was last changed. */
    describedAt: revisions[0]?.createdAt.toISOString() ?? null,
    parents: tag.parentId === null ? [] : await findParents(tag.id),
  };
}

export type TagPage = NonNullable<Awaited<ReturnType<typeof findTagPage>>>;

/** A tag's ancestors, widest first. */
async function findParents(id: number): Promise<Tag[]> {
  return db.$queryRaw<Tag[]>`
    with recursive line as (
      select "id", "slug", "name", "kind", "parentId", 0 as height from "Tag" where "id" = ${id}
      union all
      select up."id", up."slug", up."name", up."kind", up."parentId", height + 1
      from "Tag" up join line on up."id" = line."parentId" where height < ${highest}
    )
    select "id", "slug", "name", "kind"::text as "kind" from line where height > 0 order by height desc`;
}
