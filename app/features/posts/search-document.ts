/**
 * A post's search document: its words as a text search vector, and numbers for every filter. Written with the post, in
 * the same transaction, for both engines.
 */
import { type Ingredient, ingredients, type Word, wordsOf } from "~/features/markdown/markdown";
import { type Relation, relations } from "./post";
import { bytesOf } from "./post-form";

/** The kinds of keys, each with its remainder modulo eight. */
const kinds = { thread: 0, tag: 1, author: 2, year: 3, kind: 4, relation: 5, has: 6, era: 7 } as const;
export type DocumentKeyKind = keyof typeof kinds;

/** A number for "in thread 7", "by member 7", "tagged 7"; all are in one indexed list. */
export const documentKey = (kind: DocumentKeyKind, value: number) => value * 8 + kinds[kind];

/** The meaning of a key. */
export function readDocumentKey(key: number): { kind: DocumentKeyKind; value: number } {
  const names = Object.keys(kinds) as DocumentKeyKind[];
  return { kind: names[key % 8]!, value: Math.floor(key / 8) };
}

/** A few thousand consecutive posts share a key, so that the newest are found without the rest. */
export const eraOf = (postId: number) => postId >> 11;

export const postKindKeys = { thread: documentKey("kind", 1), post: documentKey("kind", 2) };
export const relationKey = (relation: Relation) => documentKey("relation", relations.indexOf(relation));
export const ingredientKey = (ingredient: Ingredient) => documentKey("has", ingredients.indexOf(ingredient));

export type SearchableText = {
  number: number;
  title: string;
  headings: string[];
  plainText: string;
  /** What it says beside its text, as `asidesOf` answers. */
  asides: string[];
  /** Of the thread. */
  tagIds: number[];
};

export type SearchableFacts = {
  id: number;
  number: number;
  threadId: number;
  authorId: number;
  createdAt: Date;
  relation: Relation | null;
  has: Ingredient[];
};

/** Everything in a search document, for any engine. */
export type SearchablePost = SearchableFacts & SearchableText;

/** Thread, author and year first, in this order: searches count authors and years by their place. */
export function documentKeys(facts: SearchableFacts & Pick<SearchableText, "tagIds">): number[] {
  return [
    documentKey("thread", facts.threadId),
    documentKey("author", facts.authorId),
    documentKey("year", facts.createdAt.getUTCFullYear()),
    documentKey("era", eraOf(facts.id)),
    facts.number === 1 ? postKindKeys.thread : postKindKeys.post,
    ...(facts.relation ? [relationKey(facts.relation)] : []),
    ...facts.has.map(ingredientKey),
    ...facts.tagIds.map((id) => documentKey("tag", id)),
  ];
}

/** Prefixes of the vector's lexemes; queries use the same. */
export const lexemes = {
  /** Any form of the word, in the post's own text. */
  stem: (word: Pick<Word, "stem">) => word.stem,
  /** This very form, where it differs from its stem. */
  form: (word: Pick<Word, "text">) => `=${word.text}`,
  /** In the title of the thread that this post opens. */
  title: (word: Pick<Word, "stem">) => `^${word.stem}`,
  /** In the title of the thread that this post replies in. */
  context: (word: Pick<Word, "stem">) => `~${word.stem}`,
};

/** A tag as the stem of a word, so that whoever searches for any of its names finds the threads that have it. */
export const tagStem = (tagId: number) => `#${tagId}`;

/** The distance between title, paragraphs and headings, which prevents phrases across them. */
const gap = 5;
const lastPosition = 16_383;
const mostPositions = 12;
/** A vector holds a megabyte; only a long text of ever new words comes near. Words beyond are not found. */
const mostBytes = 900_000;
const bytesOfPosition = 2;
const bytesOfEntry = 4;

/**
 * The vector in PostgreSQL's syntax. Weights: A in the title, B in a heading, C in the text as its own stem, D in the
 * text in another form. A word counts at most a dozen times.
 */
export function searchVector({ number, title, headings, plainText, asides, tagIds }: SearchableText): string {
  const places = new Map<string, string[]>();
  let base = 1;
  let left = mostBytes;
  const put = (lexeme: string, place: string) => {
    const known = places.get(lexeme);
    const isNewPlace = place !== "" && (known?.length ?? 0) < mostPositions;
    if (known && !isNewPlace) return;
    const bytes = (known ? 0 : bytesOf(lexeme) + bytesOfEntry) + (isNewPlace ? bytesOfPosition : 0);
    if (bytes > left) return;
    left -= bytes;
    if (!known) places.set(lexeme, place ? [place] : []);
    else known.push(place);
  };
  const addText = (text: string, weight: "A" | "B" | "D" | null) => {
    let last = 0;
    for (const word of wordsOf(text)) {
      last = word.position + 1;
      if (word.isCommon) continue;
      const at = Math.min(base + word.position, lastPosition);
      const isStem = word.text === word.stem;
      put(lexemes.stem(word), `${at}${weight ?? (isStem ? "C" : "D")}`);
      if (!isStem) put(lexemes.form(word), `${at}${weight ?? "C"}`);
    }
    base = Math.min(base + last + gap, lastPosition);
  };

  if (number === 1) addText(title, "A");
  for (const word of wordsOf(title))
    if (!word.isCommon) put(number === 1 ? lexemes.title(word) : lexemes.context(word), "");
  for (const id of tagIds) {
    const word = { stem: tagStem(id) };
    put(number === 1 ? lexemes.stem(word) : lexemes.context(word), "");
  }
  const isHeading = new Set(headings);
  for (const line of plainText.split("\n")) addText(line, isHeading.has(line) ? "B" : null);
  for (const line of asides) addText(line, "D");
  return [...places].map(([lexeme, at]) => quoteLexeme(lexeme) + (at.length > 0 ? `:${at.join(",")}` : "")).join(" ");
}

/** A lexeme, quoted for a vector or a query. */
export const quoteLexeme = (lexeme: string) => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
