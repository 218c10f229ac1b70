import type { Tx } from "~/platform/db.server";
import type { TagKind } from "./tag";

export type VocabularyEntry = {
  slug: string;
  name: string;
  kind: TagKind;
  description: string;
  parent: string | null;
  synonyms: string[];
};

/** Brings the first vocabulary into the database. Running it again adds what is missing and changes nothing that is there. */
export async function loadVocabulary(tx: Tx, entries: VocabularyEntry[]) {
  const present = new Set((await tx.tag.findMany({ select: { slug: true } })).map((tag) => tag.slug));
  const missing = entries.filter((entry) => !present.has(entry.slug));
  if (missing.length === 0) return;

  await tx.tag.createMany({
    data: missing.map(({ slug, name, kind, description }) => ({ slug, name, kind, description })),
  });
  const tags = await tx.tag.findMany({ select: { id: true, slug: true } });
  const idOf = new Map(tags.map((tag) => [tag.slug, tag.id]));
  for (const entry of missing.filter((candidate) => candidate.parent !== null)) {
    await tx.tag.update({ where: { slug: entry.slug }, data: { parentId: idOf.get(entry.parent!) } });
  }
  await tx.tagSynonym.createMany({
    data: missing.flatMap((entry) =>
      entry.synonyms.map((slug) => ({ slug, name: slug, tagId: idOf.get(entry.slug)! })),
    ),
    skipDuplicates: true,
  });
}
