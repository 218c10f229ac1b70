import type { Member } from "~/features/auth/auth";
import { findRoots, noteRevision } from "~/features/sources/sources.server";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { recountSources } from "./recount-sources.server";

type Merged = { ok: true; intoId: number } | { ok: false; reason: "same-source" | "nothing-to-do" };

/** Says that one source is another: all that cited the first cites the second from now on. Moderators' rights are asked before. */
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
  return db.$transaction(async (tx) => {
    const rows = await lock(tx, [fromId, intoId]);
    const into = (await findRoots(tx, rows)).get(intoId)!;
    if (rows.find(({ id }) => id === fromId)!.mergedIntoId !== null) return { ok: false, reason: "nothing-to-do" };
    if (into === fromId) return { ok: false, reason: "same-source" };

    const at = await databaseNow(tx);
    await tx.sourceMerge.create({ data: { fromId, intoId: into, reason, byId: by.id, at } });
    await tx.source.update({ where: { id: fromId }, data: { mergedIntoId: into } });
    await followRoots(tx, [fromId, into]);
    const changes = [{ field: "merged", before: rows.find(({ id }) => id === fromId)!.citekey, after: "into this" }];
    await noteRevision(tx, { sourceId: into, byId: by.id, at, reason, changes });
    return { ok: true, intoId: into };
  });
}

/** Takes a merge back: every citation cites again what it cited before. */
export async function undoMerge({ mergeId, by }: { mergeId: number; by: Member }): Promise<Merged> {
  return db.$transaction(async (tx) => {
    const merge = await tx.sourceMerge.findFirst({
      where: { id: mergeId, undoneAt: null },
      select: { fromId: true, intoId: true, from: { select: { citekey: true } } },
    });
    if (!merge) return { ok: false, reason: "nothing-to-do" };
    const { fromId, intoId } = merge;
    await lock(tx, [fromId, intoId]);
    const at = await databaseNow(tx);
    await tx.sourceMerge.update({ where: { id: mergeId }, data: { undoneAt: at, undoneById: by.id } });
    await tx.source.update({ where: { id: fromId }, data: { mergedIntoId: null } });
    await followRoots(tx, [fromId, intoId]);
    const changes = [{ field: "merged", before: merge.from.citekey, after: "apart again" }];
    for (const sourceId of [fromId, intoId]) await noteRevision(tx, { sourceId, byId: by.id, at, reason: "", changes });
    return { ok: true, intoId };
  });
}

async function lock(tx: Tx, ids: number[]) {
  // Merges are rare, and one after the other: two at once could otherwise merge two sources into each other.
  await tx.$queryRaw`select pg_advisory_xact_lock(7310028)::text`;
  return tx.source.findMany({ where: { id: { in: ids } }, select: { id: true, mergedIntoId: true, citekey: true } });
}

/** Lets every citation of these sources follow what it first cited to where that is read now. */
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
