import { numberSources } from "~/features/markdown/markdown";
import { findRoots, findSourceCards } from "~/features/sources/sources.server";
import type { SourceCard } from "~/features/sources/sources";
import type { Tx } from "~/platform/db.server";
import { type CitationList, type CitationMarkView, reviewsThatCount } from "./citation";
import type { PlacedUse } from "./place-citations.server";

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
  const cards = await findSourceCards(tx, [...new Set(rows.map(({ sourceId }) => sourceId))]);
  const uses = rows.map((row) => useOf(row, row.createdAt, row._count.reviews >= reviewsThatCount));
  return toCitationList(uses, cards, await readMentions(tx, postId));
}

type Written = { id: number; at: Date; namesWorks: boolean };

/**
 * The same for a post that was just written, from what was stored for it. `namesWorks`: something under "Sources:" may have no
 * known source.
 */
export async function listOfWritten(tx: Tx, post: Written, placed: PlacedUse[]): Promise<CitationList> {
  const uses = placed.filter(({ kind }) => kind !== "link").map((use) => useOf(use, post.at, false));
  const cards = await findSourceCards(tx, [...new Set(uses.map(({ sourceId }) => sourceId))]);
  return toCitationList(uses, cards, post.namesWorks ? await readMentions(tx, post.id) : []);
}

type Stored = Pick<PlacedUse, "kind" | Exclude<keyof Use, "kind" | "at" | "isNotInSource">>;

const useOf = (stored: Stored, at: Date, isNotInSource: boolean): Use => ({
  id: stored.id,
  sourceId: stored.sourceId,
  kind: stored.kind === "trailer" ? "trailer" : "ref",
  stance: stored.stance,
  isStanceTyped: stored.isStanceTyped,
  locator: stored.locator,
  quote: stored.quote,
  remark: stored.remark,
  isQuoted: stored.isQuoted,
  quotedHandle: stored.quotedHandle,
  version: stored.version,
  isNotInSource,
  at: at.toISOString(),
});

/** Names under "Sources:" without a known source, and how many sources members have proposed for each. */
async function readMentions(tx: Tx, postId: number): Promise<CitationList["mentions"]> {
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
  return named.map(({ id, text, proposals }) => ({
    id,
    text,
    proposed: new Set(proposals.map(({ source }) => roots.get(source.id))).size,
  }));
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
