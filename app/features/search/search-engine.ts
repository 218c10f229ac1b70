/** The port to whatever finds posts. PostgreSQL is the one that is always there. */
import type { Viewer } from "~/features/auth/auth";
import type { SearchQuery } from "./search-query";

/** Where the next page begins: what the last group was sorted by, and its thread. `day` keeps the sorting of the first page. */
export type SearchCursor = { value: number; threadId: number; day: number };

export type SearchRequest = {
  query: SearchQuery;
  /** Who asks: what they may not read is neither found nor counted. */
  viewer: Viewer;
  now: Date;
  cursor: SearchCursor | null;
  /** Threads on a page, and posts shown of each. */
  take: number;
  perThread: number;
};

export type FoundThread = {
  threadId: number;
  /** The best first. */
  postIds: number[];
  /** Posts of this thread that were found. */
  count: number;
};

/** A number beside a facet is that of posts among those looked at. */
export type FacetCount = { value: number; count: number };
export type Facets = { tags: FacetCount[]; authors: FacetCount[]; years: FacetCount[] };

export type Found = {
  threads: FoundThread[];
  next: SearchCursor | null;
  posts: number;
  /** There are more than were looked at: `posts` and the facets count the likeliest ones only. */
  isCut: boolean;
  facets: Facets;
};

export const nothingFound: Found = {
  threads: [],
  next: null,
  posts: 0,
  isCut: false,
  facets: { tags: [], authors: [], years: [] },
};

/** Why another engine than the chosen one answered. */
export type SecondEngine = "silent" | "filling" | "behind";

export type SearchEngine = {
  name: string;
  /** Brings these posts into the index as they stand now. */
  index(postIds: number[]): Promise<void>;
  /** Takes posts out of the index. */
  remove(postIds: number[]): Promise<void>;
  find(request: SearchRequest): Promise<Found>;
  /** Which of these posts the query finds, whatever their rank. */
  match(query: SearchQuery, postIds: number[], viewer: Viewer): Promise<number[]>;
  /** Of an engine that has another behind it: why that one answered, null when it did not have to. */
  secondEngine?(): SecondEngine | null;
};

/** The engine gave up on a search that takes too long. */
export class SearchTooSlow extends Error {}
