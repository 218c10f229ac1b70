import { databaseNow, type Tx } from "~/platform/db.server";
import { takenName, takenSlug } from "./create-tag.server";
import type { TagKind } from "./tag";
import { lockVocabulary } from "./vocabulary-lock.server";

type NewTag = { slug: string; name: string; kind: TagKind; parent: string | null };
export type Mirrored = { ok: true } | { ok: false; words: string };

/**
 * Adds the tag of a chain, upgrade or EIP, with the same slug. Refuses if another tag has or had the slug, or has the
 * name.
 */
export async function mirrorTag(tx: Tx, { slug, name, kind, parent }: NewTag): Promise<Mirrored> {
  await lockVocabulary(tx);
  const taken = (await takenSlug(tx, slug, null)) ?? (await takenName(tx, name, null));
  if (taken) return { ok: false, words: taken.words };

  const above = parent === null ? null : await tx.tag.findUnique({ where: { slug: parent }, select: { id: true } });
  const createdAt = await databaseNow(tx);
  await tx.tag.create({
    data: {
      slug,
      name,
      kind,
      isMirror: true,
      parentId: above?.id ?? null,
      revisions: { create: { number: 1, description: "", createdAt } },
    },
  });
  return { ok: true };
}
