/** Moderators' actions on a source: renaming it, removing its link. Callers check the rights. */
import type { Member } from "~/features/auth/auth";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { noteRevision } from "./correct-source.server";
import { lockSources } from "./lock-sources.server";

type Done = { ok: true } | { ok: false; reason: "name-is-taken" | "nothing-to-do" };

/** Gives a source another citekey; the old one remains an alias. */
export async function renameSource({ id, citekey, by }: { id: number; citekey: string; by: Member }): Promise<Done> {
  return inTransaction(async (tx) => {
    const source = await lock(tx, id);
    if (source.citekey === citekey) return { ok: false, reason: "nothing-to-do" };
    const [namesake, alias] = [
      await tx.source.findUnique({ where: { citekey }, select: { id: true } }),
      await tx.sourceIdentifier.findUnique({ where: { scheme_value: { scheme: "citekey", value: citekey } } }),
    ];
    if (namesake || (alias && alias.sourceId !== id)) return { ok: false, reason: "name-is-taken" };
    if (alias) await tx.sourceIdentifier.delete({ where: { scheme_value: { scheme: "citekey", value: citekey } } });
    await tx.source.update({
      where: { id },
      data: { citekey, identifiers: { create: { scheme: "citekey", value: source.citekey } } },
    });
    const changes = [{ field: "citekey", before: source.citekey, after: citekey }];
    await noteRevision(tx, { sourceId: id, byId: by.id, at: await databaseNow(tx), reason: "", changes });
    return { ok: true };
  });
}

/** Hides a source's link and words wherever it is cited, or shows them again. Its address stays taken. */
export async function hideSource({
  id,
  by,
  reason,
  isHidden,
}: {
  id: number;
  by: Member;
  reason: string;
  isHidden: boolean;
}): Promise<Done> {
  return inTransaction(async (tx) => {
    const source = await lock(tx, id);
    if ((source.hiddenAt !== null) === isHidden) return { ok: false, reason: "nothing-to-do" };
    const at = await databaseNow(tx);
    await tx.source.update({ where: { id }, data: { hiddenAt: isHidden ? at : null } });
    const [before, after] = isHidden ? ["shown", "removed"] : ["removed", "shown"];
    await noteRevision(tx, {
      sourceId: id,
      byId: by.id,
      at,
      reason,
      changes: [{ field: "link", before: before!, after: after! }],
    });
    return { ok: true };
  });
}

async function lock(tx: Tx, id: number) {
  await lockSources(tx, [id]);
  return tx.source.findUniqueOrThrow({ where: { id }, select: { citekey: true, hiddenAt: true } });
}
