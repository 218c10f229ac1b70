import { db, type Tx } from "~/platform/db.server";
import { tagCard } from "./find-tags.server";
import type { Tag } from "./tag";

/** What a slug means: a tag's current slug, a former one, or a synonym of one or several tags. */
export type SlugMeaning = { is: "tag" | "former" | "synonym"; tag: Tag } | { is: "ambiguous"; tags: Tag[] };

/** What this slug means, or null. A current slug precedes a former one, which precedes synonyms. */
export async function lookUpSlug(slug: string, tx: Tx = db): Promise<SlugMeaning | null> {
  const own = await tx.tag.findUnique({ where: { slug }, select: tagCard });
  if (own) return { is: "tag", tag: own };
  const former = await tx.tagRedirect.findUnique({ where: { slug }, select: { tag: { select: tagCard } } });
  if (former) return { is: "former", tag: former.tag };
  const synonyms = await tx.tagSynonym.findMany({
    where: { slug },
    orderBy: { tag: { name: "asc" } },
    select: { tag: { select: tagCard } },
  });
  const [only, ...others] = synonyms.map(({ tag }) => tag);
  if (!only) return null;
  return others.length === 0 ? { is: "synonym", tag: only } : { is: "ambiguous", tags: [only, ...others] };
}
