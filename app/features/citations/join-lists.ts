/** Several posts as one document: its sources are numbered once, in the order of their first use. */
import type { SourceCard } from "~/features/sources/sources";
import type { CitationList, CitationMarkView } from "./citation";

/** A source of a document: its number there, and by post its marks outside quotations. */
export type DocumentSource = {
  number: number;
  source: SourceCard;
  uses: { post: number; marks: CitationMarkView[] }[];
};

export type DocumentList = {
  sources: DocumentSource[];
  /** Names without a known source, each once. */
  mentions: string[];
};

/**
 * The numbers of sources in a document by source id, from 1: those that were given to earlier posts, then those of these
 * lists in the order of their first use.
 */
export function numberOn(given: ReadonlyMap<number, number>, lists: CitationList[]): Map<number, number> {
  const numbers = new Map(given);
  for (const { order } of lists) for (const id of order) if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
  return numbers;
}

/** A post's list whose marks have the document's numbers; marks inside quotations have none here either. */
export const numberedIn = (list: CitationList, numbers: ReadonlyMap<number, number>): CitationList => ({
  ...list,
  marks: list.marks.map((mark) => ({
    ...mark,
    number: mark.number === null ? null : (numbers.get(mark.sourceId) ?? null),
  })),
});

/** The one list of these posts; `number` is a post's number in its thread. */
export function joinLists(posts: { number: number; list: CitationList }[]): DocumentList {
  const numbers = numberOn(
    new Map(),
    posts.map(({ list }) => list),
  );
  const entries = new Map<number, DocumentSource>();
  for (const { number: post, list } of posts) {
    const cards = new Map(list.sources.map((source) => [source.id, source]));
    for (const id of list.order) {
      const source = cards.get(id);
      const number = numbers.get(id);
      if (!source || number === undefined) continue;
      const entry = entries.get(id) ?? { number, source, uses: [] };
      const marks = list.marks.filter((mark) => mark.sourceId === id && mark.number !== null);
      entry.uses.push({ post, marks });
      entries.set(id, entry);
    }
  }
  return {
    sources: [...entries.values()],
    mentions: [...new Set(posts.flatMap(({ list }) => list.mentions.map(({ text }) => text)))],
  };
}
