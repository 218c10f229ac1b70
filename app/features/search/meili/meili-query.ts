/**
 * A search as queries for Meilisearch. Typed text has become our own tokens, numbers and names from our lists before
 * this, so nothing in it can act as an operator of Meilisearch.
 */
import { type Word, wordsOf } from "~/features/markdown/markdown";
import type { Filters, SearchQuery, TextTerm } from "../search-query";
import { tagStem } from "~/features/posts/posts";
import { isAlsoApart, wholesOf } from "../text-match";
import { places } from "./meili-settings";
import { formToken, isForgivable, stemToken } from "./tokens";

export type Asked = {
  q: string;
  /** The factor for a hit's score. */
  weight: number;
  /** In a loose search, the index of the term; otherwise 0. */
  part: number;
};

export type MeiliQuery = {
  asked: Asked[];
  attributesToSearchOn: string[];
  filter: string[];
  sort: string[];
  /** Whether Meilisearch itself excludes the negated terms. */
  leavesOut: boolean;
};

/** The maximum number of words that Meilisearch reads per query; it ignores the rest. */
export const mostTerms = 10;
const mostCombinations = 16;
/** The score of a stem match relative to an exact match. */
const otherForm = 0.85;
const forgiven = 0.5;

/** Null if the words contain nothing to search for. */
export function meiliQuery(query: SearchQuery): MeiliQuery | null {
  const terms = query.all.map(spoken).filter((term) => term.any.length > 0);
  if (query.all.length > 0 && terms.length === 0) return null;
  const isOneTerm = terms.length < 2;
  const where = query.isInTitle ? places.title : isOneTerm || query.isLoose ? places.ownWords : places.everywhere;
  const leavesOut = where === places.ownWords;
  const without = leavesOut ? query.none.map(leftOut).join("") : "";
  const asked = query.isLoose ? looseParts(terms) : combinations(terms, query.sort === "relevance");
  return {
    asked: asked.map((one) => ({ ...one, q: `${one.q}${without}`.trim() })),
    attributesToSearchOn: where,
    filter: [...conditions(query.filters, false), ...conditions(query.without, true), ...period(query)],
    sort: sortOf(query),
    leavesOut,
  };
}

type Spoken = {
  /** Alternatives, any of which matches. */
  any: string[];
  /** The exact form, if it differs from other forms. */
  exact: string[];
  /** The typed form, with typos tolerated. */
  forgiving: string[];
};

function spoken(term: TextTerm): Spoken {
  if (term.kind === "phrase") {
    const said = phrase(wordsOf(term.text));
    return { any: said, exact: said, forgiving: [] };
  }
  const typed = term.instead.length > 0 ? term.instead : [term.word];
  const all = [...typed, ...term.also].map((word) => spokenWord(wordsOf(word)));
  const union = (of: keyof Spoken) => [...new Set(all.flatMap((one) => one[of]))];
  const tags = term.tags.map((id) => stemToken({ stem: tagStem(id) }));
  return { any: [...union("any"), ...tags], exact: union("exact"), forgiving: union("forgiving") };
}

const nothing: Spoken = { any: [], exact: [], forgiving: [] };

function spokenWord(words: Word[]): Spoken {
  const parts = words.filter((word) => !word.isWhole);
  const wholes = wholesOf(words);
  const [only] = parts;
  if (wholes.length === 0 && only && parts.length === 1)
    return only.isCommon
      ? nothing
      : { any: [stemToken(only)], exact: phrase([only]), forgiving: isForgivable(only) ? [formToken(only)] : [] };
  const inOrder = phrase(parts);
  if (wholes.length !== 1) return { any: inOrder, exact: inOrder, forgiving: [] };
  const token = `"${stemToken(wholes[0]!)}"`;
  // "op-stack" also matches "op stack"; "l2beat.com" is never written as two words.
  const asWords = isAlsoApart(wholes[0]!, parts) ? inOrder : [];
  return { any: [...asWords, token], exact: [token], forgiving: [] };
}

/** A phrase, each word as written. Empty if nothing in it is searched for. */
function phrase(words: Word[]): string[] {
  const parts = words.filter((word) => !word.isWhole);
  return parts.some((word) => !word.isCommon) ? [`"${parts.map(formToken).join(" ")}"`] : [];
}

/** Every combination of alternatives; for relevance also the exact form, which scores higher. */
function combinations(terms: Spoken[], isRanked: boolean): Asked[] {
  if (terms.length === 0) return [{ q: "", weight: 1, part: 0 }];
  const ways = product(terms.map((term) => term.any)).map((q) => ({ q, weight: otherForm, part: 0 }));
  const typed = isRanked ? product(terms.map((term) => term.exact)).map((q) => ({ q, weight: 1, part: 0 })) : [];
  return [...typed, ...ways.filter(({ q }) => !typed.some((other) => other.q === q))];
}

function product(lists: string[][]): string[] {
  let made = [""];
  for (const list of lists)
    made = made.flatMap((begun) => list.map((next) => `${begun} ${next}`.trim())).slice(0, mostCombinations);
  return made;
}

const looseParts = (terms: Spoken[]): Asked[] =>
  terms
    .slice(0, mostTerms)
    .flatMap((term, part) => [
      ...term.any.slice(0, 2).map((q) => ({ q, weight: 1, part })),
      ...term.forgiving.slice(0, 1).map((q) => ({ q, weight: forgiven, part })),
    ]);

const leftOut = (term: TextTerm) =>
  spoken(term)
    .any.map((way) => ` -${way}`)
    .join("");

function conditions(filters: Filters, isLeftOut: boolean): string[] {
  const oneOf = (attribute: string, ids: number[]) => `${attribute} IN [${ids.join(", ")}]`;
  return [
    ...filters.tags.map((ids) => oneOf("tags", ids)),
    ...filters.authors.map((ids) => oneOf("author", ids)),
    ...filters.threads.map((id) => oneOf("threadId", [id])),
    ...filters.kinds.map((kind) => `kind = ${kind}`),
    ...filters.relations.map((relation) => `relation = ${relation}`),
    ...filters.posts.map((ids) => oneOf("id", ids)),
    ...filters.has.map((ingredient) => `has = ${ingredient}`),
  ].map((condition) => (isLeftOut ? `NOT ${condition}` : condition));
}

const period = ({ after, before }: SearchQuery) => [
  ...(after ? [`createdAt >= ${after.getTime()}`] : []),
  ...(before ? [`createdAt < ${before.getTime()}`] : []),
];

/** Meilisearch's sort; for relevance its own ranking. "Worth reading" sorts the newest matches, as everywhere. */
function sortOf({ sort, all, isLoose }: SearchQuery): string[] {
  if (sort === "old") return ["createdAt:asc"];
  return (sort === "relevance" && all.length > 0) || isLoose ? [] : ["createdAt:desc"];
}
