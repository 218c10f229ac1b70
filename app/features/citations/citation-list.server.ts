import { numberSources } from "~/features/markdown/markdown";
import { findRoots, findSourceCards } from "~/features/sources/sources.server";
import type { SourceCard } from "~/features/sources/sources";
import type { Tx } from "~/platform/db.server";
import { type CitationList, type CitationMarkView, reviewsThatCount } from "./citation";

type Use = Omit<CitationMarkView, "number"> & { isQuoted: boolean };

/** The list of a post that cites nothing. */
export const emptyCitationList: CitationList = { sources: [], order: [], marks: [], mentions: [] };

/** Reads everything that a post cites. */
export async function readCitationList(tx: Tx, postId: number): Promise<CitationList> {
  const rows = await tx.citation.findMany({
    where: { postId, kind: { not: "link" } },
    orderBy: { ordinal: "asc" },
    select: {
      id: true,
      sourceId: true,
      kind: true,
      stance: true,
      isStanceTyped: true,
      locator: true,
      quote: true,
      remark: true,
      isQuoted: true,
      quotedHandle: true,
      version: true,
      createdAt: true,
      _count: { select: { reviews: { where: { verdict: "not_in_source", isOutdated: false } } } },
    },
  });
  const named = await tx.sourceMention.findMany({
    where: { postId, sourceId: null },
    orderBy: { ordinal: "asc" },
    select: {
      id: true,
      text: true,
      proposals: { select: { source: { select: { id: true, mergedIntoId: true } } } },
    },
  });
  // Proposals of sources that were joined are of one.
  const proposed = named.flatMap(({ proposals }) => proposals.map(({ source }) => source));
  const roots = await findRoots(tx, proposed);
  const mentions = named.map(({ id, text, proposals }) => ({
    id,
    text,
    proposed: new Set(proposals.map(({ source }) => roots.get(source.id))).size,
  }));
  const cards = await findSourceCards(tx, [...new Set(rows.map(({ sourceId }) => sourceId))]);
  const uses = rows.map(({ _count, kind, createdAt, ...row }) => ({
    ...row,
    at: createdAt.toISOString(),
    kind: kind === "trailer" ? ("trailer" as const) : ("ref" as const),
    isNotInSource: _count.reviews >= reviewsThatCount,
  }));
  return toCitationList(uses, cards, mentions);
}

/** The numbered list: uses in text order, and their sources. */
export function toCitationList(
  uses: Use[],
  cards: Map<number, SourceCard>,
  mentions: CitationList["mentions"],
): CitationList {
  const numbers = numberSources(uses.map((use) => ({ ...use, source: use.sourceId })));
  return {
    sources: [...cards.values()],
    order: [...numbers.keys()],
    marks: uses.map(({ isQuoted, ...use }) => ({
      ...use,
      number: isQuoted ? null : (numbers.get(use.sourceId) ?? null),
    })),
    mentions,
  };
}
