/** The parts of merging two tags in one transaction: before and after the threads move. */
import { moveDisclosures } from "~/features/members/members.server";
import { db, type Tx } from "~/platform/db.server";
import { findFamilyIds, tagCard } from "./find-tags.server";
import type { Tag } from "./tag";
import { lockVocabulary } from "./vocabulary-lock.server";

export type MergePair = { from: Tag; into: Tag };
export type MergeRefusal = "no-such-tag" | "same-tag" | "is-mirror";
type Found = ({ ok: true } & MergePair) | { ok: false; reason: MergeRefusal };

/**
 * The two tags to merge, or why they can't be merged. A tag of the registry can take in others but can't be merged
 * away.
 */
export async function findMergePair(fromSlug: string, intoSlug: string, tx: Tx = db): Promise<Found> {
  if (fromSlug === intoSlug) return { ok: false, reason: "same-tag" };
  const from = await tx.tag.findUnique({ where: { slug: fromSlug }, select: { ...tagCard, isMirror: true } });
  const into = await tx.tag.findUnique({ where: { slug: intoSlug }, select: tagCard });
  if (!from || !into) return { ok: false, reason: "no-such-tag" };
  const { isMirror, ...tag } = from;
  return isMirror ? { ok: false, reason: "is-mirror" } : { ok: true, from: tag, into };
}

/** First step: locks the vocabulary until the transaction ends. */
export async function beginMerge(tx: Tx, fromSlug: string, intoSlug: string): Promise<Found> {
  await lockVocabulary(tx);
  return findMergePair(fromSlug, intoSlug, tx);
}

/** Last step, when no thread is left under the tag: moves everything else and deletes the tag. */
export async function endMerge(tx: Tx, { from, into }: MergePair) {
  await moveFamily(tx, { from, into });
  await tx.$executeRaw`insert into "TagSynonym" ("slug", "tagId", "name")
    select "slug", ${into.id}, "name" from "TagSynonym" where "tagId" = ${from.id} and "slug" <> ${into.slug}
    on conflict do nothing`;
  await tx.tagSynonym.createMany({
    data: { slug: from.slug, tagId: into.id, name: from.name },
    skipDuplicates: true,
  });
  await tx.$executeRaw`insert into "TagFollow" ("memberId", "tagId", "createdAt")
    select "memberId", ${into.id}, "createdAt" from "TagFollow" where "tagId" = ${from.id}
    on conflict do nothing`;
  await moveDisclosures(tx, from.id, into.id);
  await tx.tagRedirect.updateMany({ where: { tagId: from.id }, data: { tagId: into.id } });
  await tx.tagRedirect.create({ data: { slug: from.slug, tagId: into.id, formerId: from.id } });
  await tx.tag.update({ where: { id: into.id }, data: { version: { increment: 1 } } });
  await tx.tag.delete({ where: { id: from.id } });
}

/** Moves the tag's children to the other tag, without making a tag its own ancestor. */
async function moveFamily(tx: Tx, { from, into }: MergePair) {
  const isBelow = (await findFamilyIds(tx, from.id)).includes(into.id);
  if (isBelow) {
    const { parentId } = await tx.tag.findUniqueOrThrow({ where: { id: from.id }, select: { parentId: true } });
    await tx.tag.update({ where: { id: into.id }, data: { parentId } });
  }
  await tx.tag.updateMany({ where: { parentId: from.id, id: { not: into.id } }, data: { parentId: into.id } });
}
