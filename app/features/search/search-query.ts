/** A query with all names resolved; the only input of an engine. */
import type { ClaimFilter } from "~/features/claims/claims";
import type { Ingredient } from "~/features/markdown/markdown";
import type { Relation } from "~/features/posts/posts";

export const searchSorts = ["relevance", "new", "old", "worth"] as const;
export type SearchSort = (typeof searchSorts)[number];
export type PostKind = "thread" | "post";

/** A term that the text must (or must not) contain. */
export type TextTerm =
  | {
      kind: "word";
      /** As typed, folded. */
      word: string;
      /** Alternatives: completions of the prefix, or corrections. Empty: only the word itself. */
      instead: string[];
      /** Other spellings and names of the same thing, beside the word; several words of one stand in a row. */
      also: string[];
      /** Tags of this name: a thread with one is found as well. */
      tags: number[];
    }
  | { kind: "phrase"; text: string };

/** Conditions besides the text. Each list in `tags` is one condition that any of its tags satisfies. */
export type Filters = {
  tags: number[][];
  authors: number[][];
  threads: number[];
  kinds: PostKind[];
  relations: Relation[];
  has: Ingredient[];
  /** Each list is one condition that any of its posts satisfies. */
  posts: number[][];
};

export const noFilters: Filters = { tags: [], authors: [], threads: [], kinds: [], relations: [], has: [], posts: [] };

export type SearchQuery = {
  all: TextTerm[];
  none: TextTerm[];
  /** A loose search: a thread can have the words in different posts and lack some. Used when nothing else is found. */
  isLoose: boolean;
  /** Search only titles. */
  isInTitle: boolean;
  filters: Filters;
  /** A post has one claim that fits all of it; null where claims don't matter. Understanding a query turns it into posts. */
  claim: ClaimFilter | null;
  without: Filters;
  /** `after` is inclusive, `before` exclusive. */
  after: Date | null;
  before: Date | null;
  sort: SearchSort;
  /** A condition that can't be satisfied: nothing is found, whatever the rest says. */
  isImpossible: boolean;
};

export const emptyQuery: SearchQuery = {
  all: [],
  none: [],
  isLoose: false,
  isInTitle: false,
  filters: noFilters,
  claim: null,
  without: noFilters,
  after: null,
  before: null,
  sort: "relevance",
  isImpossible: false,
};

/** Whether there is anything to search for. Exclusions alone are not enough. */
export function asksForSomething(query: SearchQuery): boolean {
  return (
    query.all.length > 0 ||
    Object.values(query.filters).some((conditions) => conditions.length > 0) ||
    query.after !== null ||
    query.before !== null
  );
}
