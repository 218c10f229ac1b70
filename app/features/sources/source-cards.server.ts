import type { Prisma, Tx } from "~/platform/db.server";
import { storedItem } from "./references/csl";
import { bylineOf } from "./describe-source";
import type { SourceCard } from "./source";

export const cardSelect = {
  id: true,
  citekey: true,
  kind: true,
  title: true,
  csl: true,
  host: true,
  url: true,
  archivedUrl: true,
  status: true,
  statusSince: true,
  hiddenAt: true,
} satisfies Prisma.SourceSelect;

type Row = Prisma.SourceGetPayload<{ select: typeof cardSelect }>;

/** A stored source as a line. A hidden one keeps its place without words and link. */
export function toCard({ csl, hiddenAt, statusSince, ...row }: Row): SourceCard {
  const isHidden = hiddenAt !== null;
  return {
    id: row.id,
    citekey: row.citekey,
    kind: row.kind,
    title: isHidden ? "Link removed by a moderator" : row.title,
    byline: isHidden ? "" : bylineOf(row.kind, storedItem(csl)),
    host: isHidden ? "" : row.host,
    // A post of this forum gets its current address.
    url: isHidden ? null : row.kind === "post" && row.url ? new URL(row.url).pathname : row.url,
    archivedUrl: isHidden ? null : row.archivedUrl,
    status: row.status,
    statusSince: statusSince?.toISOString() ?? null,
    isHidden,
  };
}

/** Sources as lines, by id. */
export async function findSourceCards(tx: Tx, ids: number[]): Promise<Map<number, SourceCard>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.source.findMany({ where: { id: { in: ids } }, select: cardSelect });
  return new Map(rows.map((row) => [row.id, toCard(row)]));
}
