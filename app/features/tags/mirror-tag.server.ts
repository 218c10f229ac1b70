import type { Tx } from "~/platform/db.server";
import type { TagKind } from "./tag";

type NewTag = { slug: string; name: string; kind: TagKind; parent: string | null };
export type Mirrored = { ok: true } | { ok: false; words: string };

/**
 * Adds the tag of a thing of the registry, under its slug. Slugs are unique across kinds, and one that is another name of
 * a tag is taken too: the refusal says whose.
 */
export async function mirrorTag(tx: Tx, { slug, name, kind, parent }: NewTag): Promise<Mirrored> {
  const own = await tx.tag.findUnique({ where: { slug }, select: { name: true } });
  if (own) return { ok: false, words: `“${slug}” is the tag “${own.name}” already.` };
  const synonym = await tx.tagSynonym.findFirst({ where: { slug }, select: { tag: { select: { name: true } } } });
  if (synonym) return { ok: false, words: `“${slug}” is another name of the tag “${synonym.tag.name}”.` };

  const above = parent === null ? null : await tx.tag.findUnique({ where: { slug: parent }, select: { id: true } });
  await tx.tag.create({ data: { slug, name, kind, parentId: above?.id ?? null } });
  return { ok: true };
}
