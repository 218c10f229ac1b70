import type { Member } from "~/features/auth/auth";
import { findRoots, lockSources, noteRevision, renameByRules, tellIfBad } from "~/features/sources/sources.server";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { lock } from "~/platform/locks.server";
import { recountSources } from "./recount-sources.server";

type Merged = { ok: true; intoId: number } | { ok: false; reason: "same-source" | "nothing-to-do" };

/**
 * Merges one source into another: everything that cited the first cites the second from now on. Callers check the
 * moderator's rights.
 */
export async function mergeSources({
  fromId,
  intoId,
  reason,
  by,
}: {
  fromId: number;
  intoId: number;
  reason: string;
  by: Member;
}): Promise<Merged> {
  return inTransaction((tx) => merge(tx, { fromId, intoId, reason, byId: by.id }));
}

/** `byId` is null when the rules of identity found it. */
type Merging = { fromId: number; intoId: number; reason: string; byId: number | null };

async function merge(tx: Tx, { fromId, intoId, reason, byId }: Merging): Promise<Merged> {
  // Merges run one at a time, so that two can't merge two sources into each other.
  await lock(tx, "mergeSources");
  const ids = [fromId, intoId];
  await lockSources(tx, ids);
  const rows = await tx.source.findMany({
    where: { id: { in: ids } },
    select: { id: true, mergedIntoId: true, citekey: true },
  });
  const into = (await findRoots(tx, rows)).get(intoId)!;
  if (rows.find(({ id }) => id === fromId)!.mergedIntoId !== null) return { ok: false, reason: "nothing-to-do" };
  if (into === fromId) return { ok: false, reason: "same-source" };

  const at = await databaseNow(tx);
  await tx.sourceMerge.create({ data: { fromId, intoId: into, reason, byId, at } });
  await tx.source.update({ where: { id: fromId }, data: { mergedIntoId: into } });
  await followRoots(tx, [fromId, into]);
  const changes = [{ field: "merged", before: rows.find(({ id }) => id === fromId)!.citekey, after: "into this" }];
  const revision = await noteRevision(tx, { sourceId: into, byId, at, reason, changes });
  await tellIfBad(tx, into, revision.id);
  return { ok: true, intoId: into };
}

/**
 * Gives the next sources after this id the names that today's rules of identity give them, and merges those that the rules find
 * to be one into the older. What a moderator took apart stays apart. Repeatable; answers with the last id, null at the end.
 */
export async function rejoinSources(after: number): Promise<number | null> {
  const { last, doubles } = await inTransaction((tx) => renameByRules(tx, after));
  for (const { fromId, intoId, key } of doubles)
    await inTransaction(async (tx) => {
      const apart = await tx.sourceMerge.count({
        where: {
          undoneAt: { not: null },
          OR: [
            { fromId, intoId },
            { fromId: intoId, intoId: fromId },
          ],
        },
      });
      if (apart === 0) await merge(tx, { fromId, intoId, reason: `both are ${key}`.slice(0, 300), byId: null });
    });
  return last;
}

/** Undoes a merge: every citation cites what it cited before. */
export async function undoMerge({ mergeId, by }: { mergeId: number; by: Member }): Promise<Merged> {
  return inTransaction(async (tx) => {
    await lock(tx, "mergeSources");
    const merge = await tx.sourceMerge.findFirst({
      where: { id: mergeId, undoneAt: null },
      select: { fromId: true, intoId: true, from: { select: { citekey: true } } },
    });
    if (!merge) return { ok: false, reason: "nothing-to-do" };
    const { fromId, intoId } = merge;
    await lockSources(tx, [fromId, intoId]);
    const at = await databaseNow(tx);
    await tx.sourceMerge.update({ where: { id: mergeId }, data: { undoneAt: at, undoneById: by.id } });
    await tx.source.update({ where: { id: fromId }, data: { mergedIntoId: null } });
    await followRoots(tx, [fromId, intoId]);
    const changes = [{ field: "merged", before: merge.from.citekey, after: "apart again" }];
    for (const sourceId of [fromId, intoId]) await noteRevision(tx, { sourceId, byId: by.id, at, reason: "", changes });
    return { ok: true, intoId };
  });
}

/** Points every citation of these sources to what its first source is now merged into. */
async function followRoots(tx: Tx, sourceIds: number[]) {
  const originals = await tx.citation.findMany({
    where: { OR: [{ sourceId: { in: sourceIds } }, { originalSourceId: { in: sourceIds } }] },
    distinct: ["originalSourceId"],
    select: { originalSource: { select: { id: true, mergedIntoId: true } } },
  });
  const roots = await findRoots(
    tx,
    originals.map(({ originalSource }) => originalSource),
  );
  for (const [originalSourceId, sourceId] of roots)
    await tx.citation.updateMany({ where: { originalSourceId }, data: { sourceId } });
  await recountSources(tx, [...sourceIds, ...roots.values()]);
}
