/** Terms as PostgreSQL text queries over the lexemes of our documents. */
import { type Word, wordsOf } from "~/features/markdown/markdown";
import { lexemes, quoteLexeme, tagStem } from "~/features/posts/posts";
import type { SearchQuery, TextTerm } from "./search-query";

/** Queries for one term: in the post's text, in its thread's title, and for its rank. */
export type TermMatch = {
  body: string;
  context: string;
  /** In one of the two, each alternative once. */
  either: string;
  /** In a title, without what only positions tell: the index doesn't know them. */
  title: string;
  /** In a title, in full. */
  titleInFull: string;
  /** Lexemes joined by "or", with the exact form beside the stem. The first alternative is the one typed. */
  rank: string;
  /** The same of other spellings and names, which count for less; null without any. */
  rankOfOthers: string | null;
  /** Spellings and names of several words in a row, which count only where they stand so; null without any. */
  rankOfNames: string | null;
  /** The tags of this name; null without any. */
  rankOfTags: string | null;
  /** Stems whose frequency tells how rare the term is, and whether all are required. */
  stems: string[];
  needsAllStems: boolean;
  /** The ways to say it, each as the stems that stand where it is said; tags say nothing. */
  said: string[][];
};

const anyOf = (queries: string[]) => (queries.length === 1 ? queries[0]! : `(${queries.join(" | ")})`);
const allOf = (queries: string[]) => (queries.length === 1 ? queries[0]! : `(${queries.join(" & ")})`);

/** The term as queries; null if nothing in it is searchable ("the"). */
export function matchOf(term: TextTerm): TermMatch | null {
  if (term.kind === "phrase") return phraseMatch(wordsOf(term.text));
  const words = term.instead.length > 0 ? term.instead : [term.word];
  const typed = words.flatMap((word) => wordMatch(wordsOf(word)) ?? []);
  const others = term.also.flatMap((text) => wordMatch(wordsOf(text)) ?? []);
  const tags = term.tags.map(tagMatch);
  const matches = [...typed, ...others, ...tags];
  if (matches.length === 0) return null;
  const rankOf = (some: TermMatch[]) => (some.length > 0 ? join("body", some) : null);
  const join = (part: "body" | "context" | "title" | "titleInFull" | "rank", of = matches) =>
    anyOf([...new Set(of.map((match) => match[part]))]);
  return {
    body: join("body"),
    context: join("context"),
    either: anyOf([...new Set(matches.flatMap(({ body, context }) => [body, context]))]),
    title: join("title"),
    titleInFull: join("titleInFull"),
    rank: join("rank", typed.length > 0 ? typed : matches),
    rankOfOthers: rankOf(others.filter((match) => !isRow(match))),
    rankOfNames: rankOf(others.filter(isRow)),
    rankOfTags: rankOf(tags),
    stems: matches.flatMap((match) => (match.needsAllStems && matches.length > 1 ? [] : match.stems)),
    needsAllStems: matches.length === 1 && matches[0]!.needsAllStems,
    said: [...new Map(matches.flatMap(({ said }) => said).map((stems) => [stems.join(" "), stems])).values()],
  };
}

/** Whether words of the term have to stand beside one another. */
const isRow = ({ body }: TermMatch) => / <\d+> /.test(body);

function tagMatch(id: number): TermMatch {
  const word = { stem: tagStem(id) };
  const lexeme = quoteLexeme(lexemes.stem(word));
  return {
    body: lexeme,
    ...inContext(lexeme, word),
    // No title is made of tags.
    title: lexeme,
    titleInFull: lexeme,
    rank: lexeme,
    rankOfOthers: null,
    rankOfNames: null,
    rankOfTags: null,
    stems: [],
    needsAllStems: false,
    said: [],
  };
}

function wordMatch(words: Word[]): TermMatch | null {
  const plain = words.filter((word) => !word.isWhole);
  const [whole, ...others] = wholesOf(words);
  if (!whole && plain.length === 1) return singleMatch(plain[0]!);
  const parts = phraseMatch(plain);
  if (!whole) return parts && { ...parts, body: inRow(plain), context: inRow(plain), either: inRow(plain) };
  // For several compounds ("a-b/c-d"), search for their parts in order.
  if (others.length > 0) return parts;
  const lexeme = quoteLexeme(lexemes.stem(whole));
  // "op-stack" also matches "op stack"; "l2beat.com" is never written as two words.
  const asWords = parts && isAlsoApart(whole, plain) ? [inRow(plain)] : [];
  const body = anyOf([lexeme, ...asWords]);
  return {
    body,
    ...inContext(body, whole),
    title: quoteLexeme(lexemes.title(whole)),
    titleInFull: quoteLexeme(lexemes.title(whole)),
    rank: lexeme,
    rankOfOthers: null,
    rankOfNames: null,
    rankOfTags: null,
    stems: [whole.stem],
    needsAllStems: false,
    said: [[whole.stem]],
  };
}

/** Compounds that are part of no other: "v1.13.5-rc.2", and not the "v1.13.5" in it. */
export const wholesOf = (words: Word[]) => {
  const wholes = words.filter((word) => word.isWhole);
  return wholes.filter(
    (one) => !wholes.some((other) => other !== one && one.start >= other.start && one.end <= other.end),
  );
};

/** Whether the parts of a compound are also written with a space. A number is one word however it is written. */
export const isAlsoApart = (whole: Pick<Word, "text">, parts: Word[]) =>
  /^[\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*$/u.test(whole.text) &&
  parts.filter((word) => !word.isWhole && !word.isCommon).length > 1;

function singleMatch(word: Word): TermMatch | null {
  if (word.isCommon) return null;
  const stem = quoteLexeme(lexemes.stem(word));
  return {
    body: stem,
    ...inContext(stem, word),
    title: quoteLexeme(lexemes.title(word)),
    titleInFull: quoteLexeme(lexemes.title(word)),
    rank: word.text === word.stem ? stem : anyOf([stem, quoteLexeme(lexemes.form(word))]),
    rankOfOthers: null,
    rankOfNames: null,
    rankOfTags: null,
    stems: [word.stem],
    needsAllStems: false,
    said: [[word.stem]],
  };
}

function inContext(body: string, word: Pick<Word, "stem">) {
  const context = quoteLexeme(lexemes.context(word));
  return { context, either: anyOf([body, context]) };
}

/** A phrase, each word as written. Stop words keep their positions. */
function phraseMatch(words: Word[]): TermMatch | null {
  const kept = words.filter(
    (word) => !word.isCommon && !(word.isWhole && words.some((other) => isPartOf(other, word))),
  );
  if (kept.length === 0) return null;
  const inTitle = kept.map((word) => quoteLexeme(lexemes.title(word)));
  const joined = (weights: string) =>
    kept
      .map((word, index) => {
        const gap = index === 0 ? 0 : Math.max(1, word.position - kept[index - 1]!.position);
        return `${index === 0 ? "" : ` <${gap}> `}${exactly(word, weights)}`;
      })
      .join("");
  return {
    body: `(${joined("ABC")})`,
    context: `(${joined("ABC")})`,
    either: `(${joined("ABC")})`,
    title: `(${inTitle.join(" & ")})`,
    titleInFull: `(${[...inTitle, `(${joined("A")})`].join(" & ")})`,
    rank: anyOf(kept.map((word) => quoteLexeme(word.text === word.stem ? lexemes.stem(word) : lexemes.form(word)))),
    rankOfOthers: null,
    rankOfNames: null,
    rankOfTags: null,
    stems: kept.map((word) => word.stem),
    needsAllStems: true,
    said: [kept.map((word) => word.stem)],
  };
}

const isPartOf = (part: Word, whole: Word) => !part.isWhole && part.start >= whole.start && part.end <= whole.end;

/** Words beside one another, in any form. */
function inRow(words: Word[]): string {
  const kept = words.filter((word) => !word.isCommon);
  return kept
    .map((word, index) => {
      const gap = index === 0 ? "" : ` <${Math.max(1, word.position - kept[index - 1]!.position)}> `;
      return gap + quoteLexeme(lexemes.stem(word));
    })
    .join("");
}

/** Weight D marks a word in a form other than its stem. */
const exactly = (word: Word, weights: string) =>
  `${quoteLexeme(word.text === word.stem ? lexemes.stem(word) : lexemes.form(word))}:${weights}`;

export type QueryMatch = {
  /** The query for a document's vector; null if the query has no words. */
  hits: string | null;
  /** What a hit has in its own text, at least; null where `hits` says so already. */
  own: string | null;
  /** The query for opening posts with all words in the title. */
  titles: string | null;
  /** What these have in their title, in full; null where `titles` says so already. */
  ownTitles: string | null;
  terms: TermMatch[];
  without: TermMatch[];
};

/** The words of a query. Some can be in the thread's title if at least one is in the post. */
export function matchQuery({
  all,
  none,
  isInTitle,
  isLoose,
}: Pick<SearchQuery, "all" | "none" | "isInTitle" | "isLoose">): QueryMatch {
  const terms = all.flatMap((term) => matchOf(term) ?? []);
  const without = none.flatMap((term) => matchOf(term) ?? []);
  const exclusions = without.map((term) => `!${term.body}`);
  const and = (parts: string[]) => (parts.length === 0 ? null : [...parts, ...exclusions].join(" & "));
  const titles = and(terms.map((term) => term.title));
  const inFull = and(terms.map((term) => term.titleInFull));
  const ownTitles = inFull === titles ? null : inFull;
  if (isLoose)
    return {
      hits: and([anyOf(terms.map((term) => (isInTitle ? term.titleInFull : term.body)))]),
      own: null,
      titles: null,
      ownTitles: null,
      terms,
      without,
    };
  if (isInTitle) return { hits: titles, own: ownTitles, titles: null, ownTitles: null, terms, without };
  if (terms.length < 2)
    return { hits: and(terms.map((term) => term.body)), own: null, titles, ownTitles, terms, without };
  const own = anyOf(terms.map((term) => term.body));
  return { hits: and(terms.map((term) => term.either)), own, titles, ownTitles, terms, without };
}

export const rankTogether = (terms: TermMatch[]) =>
  allOf(
    terms.map(({ rank, rankOfOthers, rankOfNames, rankOfTags }) =>
      anyOf([rank, rankOfOthers, rankOfNames, rankOfTags].filter((text) => text !== null)),
    ),
  );
