import { askingMember, type Member } from "~/features/auth/auth";
import { rendererVersion } from "~/features/markdown/markdown";
import { renderAlone } from "~/features/markdown/markdown.server";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";

type Edit = { by: Member; tagId: number; description: string; reason: string; revision: number };

export type Described =
  | { ok: true }
  | { ok: false; reason: "no-such-tag" | "text-not-renderable" }
  /** Somebody else saved first: their text and revision. */
  | { ok: false; reason: "edit-conflict"; description: string; revision: number };

/**
 * Writes a new revision of a tag's description. If two edits began from the same revision, the second is refused and
 * returns the first one's text.
 */
export async function editDescription({ by, tagId, description, reason, revision }: Edit): Promise<Described> {
  const html = await renderAlone(description, "tag", "writers", askingMember(by));
  if (html === null) return { ok: false, reason: "text-not-renderable" };

  return inTransaction((tx) => writeDescription(tx, { byId: by.id, tagId, description, reason, revision, html }));
}

type Rendered = Omit<Edit, "by"> & { byId: number; html: string };

/** The same in the transaction of what decides it, with the description's html. */
export async function writeDescription(
  tx: Tx,
  { byId, tagId, description, reason, revision, html }: Rendered,
): Promise<Described> {
  await tx.$queryRaw`select 1 from "Tag" where "id" = ${tagId} for no key update`;
  const tag = await tx.tag.findUnique({ where: { id: tagId }, select: { description: true, revision: true } });
  if (!tag) return { ok: false, reason: "no-such-tag" };
  // Also when it was sent before, and its answer was lost.
  if (tag.description === description) return { ok: true };
  if (tag.revision !== revision) return { ok: false, reason: "edit-conflict", ...tag };

  const number = revision + 1;
  const createdAt = await databaseNow(tx);
  await tx.tagRevision.create({ data: { tagId, number, description, reason, editorId: byId, createdAt } });
  await tx.tag.update({ where: { id: tagId }, data: { description, revision: number, html, rendererVersion } });
  return { ok: true };
}
