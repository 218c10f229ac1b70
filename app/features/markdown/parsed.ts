/** What a post names; from it come notices, links between threads and the list of quoted posts. */
export type References = {
  /** Lower-case handles in order of first use; people named only inside a quote are not among them. */
  mentions: string[];
  threads: number[];
  eips: number[];
  quotes: QuotedPassage[];
};

export type QuoteReference = { handle: string; postId: number; revision: number };

/** A passage as quoted: its words without markup, with single spaces. `ordinal` counts a post's quotes from 1; one inside another has none. */
export type QuotedPassage = QuoteReference & { ordinal: number; text: string };

/** What has to be looked up before the post can be rendered: all that is named, quoted passages included. */
export type ToResolve = { members: string[]; threads: number[]; posts: number[]; pictures: string[] };

/** A heading of the post's own; the page's id for it is `${prefix}-${id}`. */
export type Heading = { id: string; text: string; level: number };

export type Parsed = {
  references: References;
  toResolve: ToResolve;
  /** The writer's own words for search: no markup, nothing quoted. */
  plainText: string;
  headings: Heading[];
  wordCount: number;
  /** What the writer says in short, as plain text; empty where there is no TL;DR. */
  tldr: string;
  /** What the text has beside words; search filters by it. */
  has: Ingredient[];
};

export const ingredients = ["quote", "code", "math", "image"] as const;
export type Ingredient = (typeof ingredients)[number];

/**
 * What the names turned out to mean. Without `posts`, every quote keeps its origin; without `pictures`, they are links.
 * `wholeQuotes` are the ordinals of quotes that repeat all of the post directly above.
 */
export type Resolution = {
  members: Record<string, number>;
  threads: Record<number, true>;
  posts?: Record<number, true>;
  wholeQuotes?: number[];
  pictures?: Record<string, { width: number; height: number }>;
};

export const nothingResolved: Resolution = { members: {}, threads: {}, posts: {}, pictures: {} };
