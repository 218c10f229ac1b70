import type { Tx } from "~/platform/db.server";
import type { TagKind } from "./tag";
import { tagSlugOf } from "./tag-slug";
import { lockVocabulary } from "./vocabulary-lock.server";

export type VocabularyEntry = {
  slug: string;
  name: string;
  kind: TagKind;
  description: string;
  parent: string | null;
  /** Synonyms as written. */
  synonyms: string[];
};

/**
 * Loads the initial vocabulary. Running it again adds what is missing, and changes nothing that exists or once
 * existed.
 */
export async function loadVocabulary(tx: Tx, entries: VocabularyEntry[]) {
  await lockVocabulary(tx);
  const tags = await tx.tag.findMany({ select: { slug: true } });
  const former = await tx.tagRedirect.findMany({ select: { slug: true } });
  const present = new Set([...tags, ...former].map((row) => row.slug));
  const missing = entries.filter((entry) => !present.has(entry.slug));
  if (missing.length === 0) return;

  const rows = missing.map(({ slug, name, kind, description }) => ({
    slug,
    name,
    kind,
    description,
    isMirror: kind !== "topic",
  }));
  await tx.tag.createMany({ data: rows });
  const all = await tx.tag.findMany({ select: { id: true, slug: true } });
  const idOf = new Map(all.map((tag) => [tag.slug, tag.id]));
  for (const entry of missing.filter((candidate) => candidate.parent !== null)) {
    await tx.tag.update({ where: { slug: entry.slug }, data: { parentId: idOf.get(entry.parent!) } });
  }
  await tx.tagSynonym.createMany({
    data: missing.flatMap((entry) =>
      entry.synonyms.map((name) => ({ slug: tagSlugOf(name), name, tagId: idOf.get(entry.slug)! })),
    ),
    skipDuplicates: true,
  });
  await tx.$executeRaw`insert into "TagRevision" ("tagId", "number", "description", "createdAt")
    select "id", 1, "description", now() from "Tag" where "slug" = any(${missing.map(({ slug }) => slug)})`;
}
