/** What a search means, once every name in it is known. An engine is asked with this and nothing else. */
import type { Ingredient } from "~/features/markdown/markdown";
import type { Relation } from "~/features/posts/posts";

export const searchSorts = ["relevance", "new", "old", "worth"] as const;
export type SearchSort = (typeof searchSorts)[number];
export type PostKind = "thread" | "post";

/** Something the text has to say (or must not). */
export type TextTerm =
  | {
      kind: "word";
      /** As typed, folded. */
      word: string;
      /** Words that do as well: what the beginning may become, or what was meant. Empty: the word itself is searched for. */
      instead: string[];
    }
  | { kind: "phrase"; text: string };

/** Conditions besides the text. Each list inside `tags` is one condition: any of its tags will do. */
export type Filters = {
  tags: number[][];
  authors: number[][];
  threads: number[];
  kinds: PostKind[];
  relations: Relation[];
  has: Ingredient[];
  /** Each list is one condition: any of its posts will do. */
  posts: number[][];
};

export const noFilters: Filters = { tags: [], authors: [], threads: [], kinds: [], relations: [], has: [], posts: [] };

export type SearchQuery = {
  all: TextTerm[];
  none: TextTerm[];
  /** A thread may have the words in different posts, and lack some: for a search that finds nothing otherwise. */
  isLoose: boolean;
  /** Words are looked for in titles alone. */
  isInTitle: boolean;
  filters: Filters;
  without: Filters;
  /** From this moment on, and before that one. */
  after: Date | null;
  before: Date | null;
  sort: SearchSort;
  /** Something was asked for that can't be: nothing is found, whatever the rest says. */
  isImpossible: boolean;
};

export const emptyQuery: SearchQuery = {
  all: [],
  none: [],
  isLoose: false,
  isInTitle: false,
  filters: noFilters,
  without: noFilters,
  after: null,
  before: null,
  sort: "relevance",
  isImpossible: false,
};

/** Whether there is anything to look for. What is to be left out is not enough. */
export function asksForSomething(query: SearchQuery): boolean {
  return (
    query.all.length > 0 ||
    Object.values(query.filters).some((conditions) => conditions.length > 0) ||
    query.after !== null ||
    query.before !== null
  );
}
