/** Ways out of a search that finds nothing: near searches, each of which finds something that this viewer may read. */
import type { Viewer } from "~/features/auth/auth";
import { fold, stem } from "~/features/markdown/markdown";
import { searchSources } from "~/features/sources/sources.server";
import type { Tag } from "~/features/tags/tags";
import { findTagsById } from "~/features/tags/tags.server";
import { db } from "~/platform/db.server";
import { findOrMend } from "./find-or-mend.server";
import { formatQuery, type ParsedQuery, type Remark, type Term } from "./query-syntax";
import { addressWith, anySearch, filterTerms, type SearchAddress } from "./search-address";
import { type Found, type SearchEngine, type SearchRequest, SearchTooSlow } from "./search-engine";
import { asksForSomething, type SearchQuery } from "./search-query";
import { understandAddress } from "./understand-address.server";
import { guessFrequencies } from "./vocabulary.server";

/** A near search with the number of posts that it finds; with `isCut` there are more. */
export type Way = { words: WayWords; address: SearchAddress; posts: number; isCut: boolean };
/** A part that is left out as typed, or one of the choices beside the words. */
export type WayWords = { without: string } | "without-filters" | "all-threads";

export type WaysOut = {
  ways: Way[];
  /** Tags that the query names, whose threads can be read. */
  namedTags: Tag[];
  /** The words by which sources are found, without operators; null if there are none. */
  sourceWords: string | null;
};

export const noWays: WaysOut = { ways: [], namedTags: [], sourceWords: null };

/** Who searches when with what; `take` and `perThread` are those of a page, so that a way has the number of its page. */
export type Searcher = { viewer: Viewer; now: Date; engine: SearchEngine; take: number; perThread: number };

const mostParts = 6;
const stemOf = (word: string) => stem(fold(word));

/** The same without quotation marks, without one part, without filters or in all threads; tags and sources of the words. */
export async function findWaysOut(
  { terms }: ParsedQuery,
  { all }: SearchQuery,
  { address, searcher }: { address: SearchAddress; searcher: Searcher },
): Promise<WaysOut> {
  const [ways, namedTags, sourceWords] = await Promise.all([
    countAll(nearSearches(terms, addressWith(address, {})), searcher),
    tagsWithThreads(all, searcher),
    wordsOfSources(terms),
  ]);
  return { ways, namedTags, sourceWords };
}

/** `word` is what it leaves out, where that is a word. */
type Uncounted = Pick<Way, "words" | "address"> & { word: string | null };

/** With other words a search takes up to five, so that few near ones are worth it. */
const mostMended = 3;

/** Those that find something as they are; only where none does, those of the likeliest that do with other words. */
async function countAll(ways: Uncounted[], searcher: Searcher): Promise<Way[]> {
  const typed = await Promise.all(ways.map(({ address }) => findTyped(address, searcher)));
  const good = ways.filter((_, index) => typed[index] && typed[index].found.posts > 0);
  const chosen = new Set(good.length > 0 ? good : await likeliest(ways));
  const counts = await Promise.all(
    typed.map((one, index) => (one && chosen.has(ways[index]!) ? countOf(one, searcher) : null)),
  );
  return ways.flatMap(({ words, address }, index) => (counts[index] ? [{ words, address, ...counts[index] }] : []));
}

/** Conditions and phrases stand in the way more often than words, and rare words more often than others. */
async function likeliest(ways: Uncounted[]): Promise<Uncounted[]> {
  const words = ways.flatMap(({ word }) => word ?? []);
  const frequencies = await guessFrequencies(words.map(stemOf));
  const rank = ({ word }: Uncounted) => (word === null ? -1 : (frequencies.get(stemOf(word)) ?? 0));
  return ways.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostMended);
}

function nearSearches(terms: Term[], address: SearchAddress): Uncounted[] {
  const isQuote = (term: Term) => term.kind === "phrase" && !term.isNegated && /\s/.test(term.text);
  const unquoted = terms.map((term) => (isQuote(term) ? ({ ...term, kind: "word" } as Term) : term));
  const at = (left: Term[]) => ({ ...address, q: formatQuery(left) });
  const without = (term: Term) => ({
    word: term.kind === "word" ? term.text : null,
    words: { without: formatQuery([term]) },
    address: at(terms.filter((other) => other !== term)),
  });
  const { q, sort, thread } = address;
  const bare = { ...anySearch, q, sort, thread };
  return [
    ...(filterTerms(address).length > 0 && terms.length > 0
      ? [{ word: null, words: "without-filters" as const, address: bare }]
      : []),
    ...(address.thread === null
      ? []
      : [{ word: null, words: "all-threads" as const, address: { ...address, thread: null } }]),
    ...(terms.some(isQuote) ? [{ word: null, words: { without: '"' }, address: at(unquoted) }] : []),
    ...(terms.length < 2 ? [] : terms.slice(0, mostParts).map(without)),
  ];
}

type Typed = { request: SearchRequest; found: Found; isLastOpen: boolean };

/** What an address finds as it is typed; null when it asks for nothing, or takes too long. */
async function findTyped(address: SearchAddress, { engine, ...searcher }: Searcher): Promise<Typed | null> {
  const { parsed, query } = await understandAddress(address, searcher.now);
  if (!asksForSomething(query) || query.isImpossible) return null;
  const request = { ...searcher, cursor: null, query };
  const found = await unlessTooSlow(() => engine.find(request));
  return found && { request, found, isLastOpen: parsed.isLastOpen };
}

/** What its page would count; null when that finds nothing, or takes too long. */
async function countOf({ request, found: typed, isLastOpen }: Typed, { engine }: Searcher) {
  const answer = await unlessTooSlow(() => findOrMend(engine, request, isLastOpen, typed));
  return answer && answer.found.posts > 0 ? { posts: answer.found.posts, isCut: answer.found.isCut } : null;
}

async function countFound(address: SearchAddress, searcher: Searcher) {
  const typed = await findTyped(address, searcher);
  return typed && countOf(typed, searcher);
}

async function unlessTooSlow<Result>(ask: () => Promise<Result>): Promise<Result | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SearchTooSlow) return null;
    throw error;
  }
}

async function tagsWithThreads(all: SearchQuery["all"], searcher: Searcher): Promise<Tag[]> {
  const ids = [...new Set(all.flatMap((term) => (term.kind === "word" ? term.tags : [])))].slice(0, mostParts);
  const tags = [...(await findTagsById(ids)).values()];
  const found = await Promise.all(tags.map(({ slug }) => countFound({ ...anySearch, tag: [slug] }, searcher)));
  return tags.filter((_, index) => found[index] !== null);
}

async function wordsOfSources(terms: Term[]): Promise<string | null> {
  const words = terms.flatMap((term) => (term.kind === "operator" || term.isNegated ? [] : [term.text])).join(" ");
  return words !== "" && (await searchSources(db, words, { take: 1 })).length > 0 ? words : null;
}

/** Remarks without the suggestions that lead to nothing. */
export async function withGoodSuggestions(
  remarks: Remark[],
  { address, searcher }: { address: SearchAddress; searcher: Searcher },
): Promise<Remark[]> {
  const leads = ({ suggestion }: Remark) =>
    suggestion === null ? null : countFound({ ...addressWith(address, {}), q: suggestion }, searcher);
  const good = await Promise.all(remarks.map(leads));
  return remarks.map((remark, index) => (good[index] ? remark : { ...remark, suggestion: null }));
}
