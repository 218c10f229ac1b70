import { isModerator, type Viewer } from "~/features/auth/auth";
import { db, type Prisma, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { findByCitekeys, findSources } from "./find-sources.server";
import { nameInBrackets } from "./citekeys";
import type { SourceChange } from "./correct-source.server";
import { CslItem, type DateParts, storedItem } from "./references/csl";
import type { Origin } from "./describe-source";
import { identifyTyped } from "./identify-typed";
import { identityKey } from "./identity";
import type { Reference } from "./references/reference";
import { cardSelect, toCard } from "./source-cards.server";

const pageSelect = {
  ...cardSelect,
  fieldOrigin: true,
  lockedFields: true,
  createdAt: true,
  lastCitedAt: true,
  postCount: true,
  supportCount: true,
  disputeCount: true,
  createdBy: { select: { handle: true, name: true } },
  // A work's name by title, author and year repeats what stands above it.
  identifiers: {
    where: { scheme: { not: "work" } },
    select: { scheme: true, value: true },
    orderBy: [{ scheme: "asc" }, { value: "asc" }],
  },
  mergedFrom: { select: { citekey: true, title: true }, orderBy: { id: "asc" } },
} satisfies Prisma.SourceSelect;

/** A source for its page, by its citekey, a former one, or one of a merged source; null if there is none. */
export async function findSource(citekey: string, viewer: Viewer) {
  const found = (await findByCitekeys(db, [citekey])).get(citekey);
  const row = found && (await db.source.findUnique({ where: { id: found.rootId }, select: pageSelect }));
  if (!row) return null;
  const { csl: stored, fieldOrigin, createdAt, lastCitedAt, hiddenAt, statusSince, ...rest } = row;
  const mayRead = hiddenAt === null || isModerator(viewer);
  const csl = mayRead ? storedItem(stored) : CslItem.parse({ type: "document" });
  const card = toCard({ ...row, hiddenAt: isModerator(viewer) ? null : hiddenAt, csl: stored, statusSince });
  return {
    ...rest,
    ...card,
    isHidden: hiddenAt !== null,
    csl,
    identifiers: mayRead ? rest.identifiers : [],
    origins: (mayRead ? fieldOrigin : {}) as Record<string, Origin>,
    createdAt: createdAt.toISOString(),
    lastCitedAt: lastCitedAt?.toISOString() ?? null,
  };
}

/**
 * The source that visible posts cite under this name: a citekey, also as `[^citekey]`, an identifier such as `EIP-4844`, or
 * an address. Null if there is none.
 */
export async function findNamedSource(tx: Tx, name: string): Promise<{ id: number; title: string } | null> {
  const id = await findIdOfName(tx, name);
  if (id === null) return null;
  return tx.source.findFirst({
    where: { id, hiddenAt: null, postCount: { gt: 0 } },
    select: { id: true, title: true },
  });
}

/** The source that a moderator names as the target of a merge, cited or not, hidden or not. Null if there is none. */
export async function findMergeTarget(name: string): Promise<{ id: number; citekey: string } | null> {
  const id = await findIdOfName(db, name);
  return id === null ? null : db.source.findUnique({ where: { id }, select: { id: true, citekey: true } });
}

async function findIdOfName(tx: Tx, typed: string): Promise<number | null> {
  const name = nameInBrackets(typed);
  const citekey = name.toLowerCase();
  const identity = identifyTyped(name, { ownOrigin: env().publicOrigin });
  const found =
    (await findByCitekeys(tx, [citekey])).get(citekey) ??
    (identity && (await findSources(tx, [identity])).get(identityKey(identity)));
  return found?.rootId ?? null;
}

export type SourcePage = NonNullable<Awaited<ReturnType<typeof findSource>>>;

/** Changes of a source's metadata, newest first, without merges. */
export async function listSourceRevisions(sourceId: number) {
  const rows = await db.sourceRevision.findMany({
    where: { sourceId },
    orderBy: { id: "desc" },
    take: 100,
    select: { id: true, at: true, reason: true, changes: true, by: { select: { handle: true, name: true } } },
  });
  return rows.map(({ at, changes, ...row }) => ({ ...row, at: at.toISOString(), changes: changes as SourceChange[] }));
}

/** Merges of other sources into this one, including undone ones, newest first. */
export async function listMerges(sourceId: number) {
  const rows = await db.sourceMerge.findMany({
    where: { OR: [{ intoId: sourceId }, { fromId: sourceId }] },
    orderBy: { id: "desc" },
    take: 100,
    select: {
      id: true,
      at: true,
      reason: true,
      undoneAt: true,
      by: { select: { handle: true, name: true } },
      from: { select: { citekey: true, title: true } },
      into: { select: { citekey: true, title: true } },
    },
  });
  return rows.map(({ at, undoneAt, ...row }) => ({
    ...row,
    at: at.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
  }));
}

/** Sources as references for a file, in the order of the given ids, without hidden ones. */
export async function findReferences(ids: number[]): Promise<Reference[]> {
  const rows = await db.source.findMany({
    where: { id: { in: ids }, hiddenAt: null },
    select: {
      id: true,
      citekey: true,
      kind: true,
      csl: true,
      url: true,
      archivedUrl: true,
      lastCitedAt: true,
      createdAt: true,
      identifiers: { where: { scheme: "doi" }, orderBy: { value: "asc" }, select: { value: true } },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const read = row.lastCitedAt ?? row.createdAt;
    const accessed: DateParts = [read.getUTCFullYear(), read.getUTCMonth() + 1, read.getUTCDate()];
    const { citekey, kind, archivedUrl } = row;
    // The source is what its identity says; an address that a citing post typed is for sources without one.
    const url = row.url ?? undefined;
    const doi = row.identifiers[0]?.value;
    const csl = { ...storedItem(row.csl), ...(url && { URL: url }), ...(doi && { DOI: doi }) };
    // The day that a reference names itself, else the day of the last citation.
    return [{ citekey, kind, csl, archivedUrl, accessed: csl.URL && !csl.accessed ? accessed : null }];
  });
}
