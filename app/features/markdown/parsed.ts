/** What a post names; from it come notices, links between threads and the list of quoted posts. */
export type References = {
  /** Lower-case handles in order of first use; people named only inside a quote are not among them. */
  mentions: string[];
  threads: number[];
  eips: number[];
  quotes: QuoteReference[];
};

export type QuoteReference = { handle: string; postId: number; revision: number };

/** What has to be looked up before the post can be rendered: all that is named, quoted passages included. */
export type ToResolve = { members: string[]; threads: number[]; posts: number[] };

/** A heading of the post's own; the page's id for it is `${prefix}-${id}`. */
export type Heading = { id: string; text: string; level: number };

export type Parsed = {
  references: References;
  toResolve: ToResolve;
  /** The writer's own words for search: no markup, nothing quoted. */
  plainText: string;
  headings: Heading[];
  wordCount: number;
};

/** What the names turned out to mean. Without `posts`, every quote keeps its origin. */
export type Resolution = {
  members: Record<string, number>;
  threads: Record<number, true>;
  posts?: Record<number, true>;
};

export const nothingResolved: Resolution = { members: {}, threads: {}, posts: {} };
