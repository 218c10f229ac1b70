/** Turns parsed terms into an engine's query: names become ids, dates become times. */
import { findPostsWithClaims } from "~/features/claims/claims.server";
import { fold, isWrittenWithoutSpaces, wordsOf } from "~/features/markdown/markdown";
import { isFiller } from "./filler-words";
import { meaningOf } from "./operator-meanings.server";
import { withOtherWords } from "./other-words.server";
import { formatQuery, type ParsedQuery, type Remark, type Term } from "./query-syntax";
import { asksForSomething, emptyQuery, type SearchQuery, type TextTerm } from "./search-query";

export type Understood = { query: SearchQuery; remarks: Remark[] };

/** Never fails: unreadable parts are ignored or match nothing, with a sentence about each. */
export async function understandQuery(parsed: ParsedQuery, now: Date): Promise<Understood> {
  const remarks = [...parsed.remarks];
  let query = emptyQuery;
  for (const term of parsed.terms) {
    if (term.kind !== "operator") {
      const text = textTerm(term);
      query = term.isNegated ? { ...query, none: [...query.none, text] } : { ...query, all: [...query.all, text] };
      continue;
    }
    const meaning = await meaningOf({ ...term, now });
    if (meaning.ok) {
      query = meaning.narrow(query);
      continue;
    }
    const instead = meaning.instead.length > 0 ? meaning.instead : [null];
    for (const [index, value] of instead.entries())
      remarks.push({
        words: index === 0 ? meaning.words : "",
        suggestion:
          formatQuery(parsed.terms.flatMap((other) => (other === term ? replaced(term, value) : other))) || null,
      });
    if (meaning.isNothing && !term.isNegated) query = { ...query, isImpossible: true };
  }
  query = await withClaims(query);
  remarks.push(...remarksOn(query));
  return { query: await withOtherWords(withoutCommonWords(query)), remarks };
}

/** Engines know posts: which of them have a claim that fits is asked here. */
async function withClaims(query: SearchQuery): Promise<SearchQuery> {
  if (query.claim === null) return query;
  const posts = await findPostsWithClaims(query.claim);
  return { ...query, filters: { ...query.filters, posts: [...query.filters.posts, posts] } };
}

const replaced = (term: Extract<Term, { kind: "operator" }>, value: string | null): Term[] =>
  value === null ? [] : [{ ...term, value }];

/** Where a dictionary finds the words, it needs the marks that folding drops. */
const textTerm = (term: Extract<Term, { kind: "word" | "phrase" }>): TextTerm =>
  term.kind === "phrase"
    ? { kind: "phrase", text: term.text }
    : {
        kind: "word",
        word: isWrittenWithoutSpaces(term.text) ? term.text : fold(term.text),
        instead: [],
        also: [],
        tags: [],
      };

const isSearched = (term: TextTerm) =>
  wordsOf(term.kind === "phrase" ? term.text : term.word).some((word) => !word.isCommon);

function remarksOn(query: SearchQuery): Remark[] {
  const common = query.all.filter((term) => !isSearched(term));
  const isPeriodEmpty = query.after !== null && query.before !== null && query.after >= query.before;
  return [
    ...(common.length > 0 && common.length === query.all.length
      ? [
          {
            words: "These words are in nearly every post, so they are not searched for. Add one that says more.",
            suggestion: null,
          },
        ]
      : []),
    ...(query.isInTitle && query.all.length === 0
      ? [{ words: "“in:title” needs words to look for in titles.", suggestion: null }]
      : []),
    ...(isPeriodEmpty
      ? [{ words: "“after:” is later than “before:”, so there is nothing in between.", suggestion: null }]
      : []),
    ...(!asksForSomething(query) && (query.none.length > 0 || hasAny(query.without))
      ? [{ words: "A search needs something to look for besides what to leave out.", suggestion: null }]
      : []),
  ];
}

const hasAny = (filters: SearchQuery["without"]) => Object.values(filters).some((conditions) => conditions.length > 0);

/** With two other words a question's own words aren't asked for: "how much does a chain cost" is about chains and cost. */
function withoutFiller(all: TextTerm[]): TextTerm[] {
  const others = all.filter((term) => term.kind === "phrase" || !isFiller(term.word));
  return others.length >= 2 ? others : all;
}

/** "37 percent" is written "37 %" as often. */
function withoutPercent(all: TextTerm[]): TextTerm[] {
  const isNumber = (term: TextTerm | undefined) => term?.kind === "word" && /^\d+(?:[.,]\d+)?$/.test(term.word);
  return all.filter(
    (term, at) => !(term.kind === "word" && /^(?:percent|pct)$/.test(term.word) && isNumber(all[at - 1])),
  );
}

function withoutCommonWords(query: SearchQuery): SearchQuery {
  // Ignore stop words if the query has other words.
  const kept = {
    ...query,
    all: withoutFiller(withoutPercent(query.all.filter(isSearched))),
    none: query.none.filter(isSearched),
  };
  return kept.all.length === 0 && query.all.length > 0 ? { ...kept, isImpossible: true } : kept;
}
