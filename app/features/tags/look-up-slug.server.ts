import { db, type Tx } from "~/platform/db.server";
import { tagCard } from "./find-tags.server";
import type { Tag } from "./tag";

/** What a slug stands for: a tag's own, one it had once, another name of one, or of several. */
export type SlugMeaning = { is: "tag" | "former" | "synonym"; tag: Tag } | { is: "ambiguous"; tags: Tag[] };

/** What this slug stands for, or null. A tag's own slug comes before what it was once, and that before other names. */
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
