import type { Tx } from "~/platform/db.server";
import type { TagKind } from "./tag";

type NewTag = { slug: string; name: string; kind: TagKind; description?: string; parent: string | null };
export type Created = { ok: true; id: number } | { ok: false; reason: "taken"; by: string };

/** Adds a word to the vocabulary. Slugs are unique across kinds; one that is another tag's synonym is taken too. */
export async function createTag(tx: Tx, { slug, name, kind, description = "", parent }: NewTag): Promise<Created> {
  const holder =
    (await tx.tag.findUnique({ where: { slug }, select: { name: true } })) ??
    (await tx.tag.findFirst({ where: { synonyms: { some: { slug } } }, select: { name: true } }));
  if (holder) return { ok: false, reason: "taken", by: holder.name };
  const above = parent === null ? null : await tx.tag.findUnique({ where: { slug: parent }, select: { id: true } });
  const { id } = await tx.tag.create({
    data: { slug, name, kind, description, parentId: above?.id ?? null },
    select: { id: true },
  });
  return { ok: true, id };
}
