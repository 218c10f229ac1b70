/** The interface of a search engine. PostgreSQL is always available. */
import type { Viewer } from "~/features/auth/auth";
import type { SearchQuery } from "./search-query";

/** The start of the next page: sort value and id of the last thread. `day` keeps the sorting of the first page. */
export type SearchCursor = { value: number; threadId: number; day: number };

export type SearchRequest = {
  query: SearchQuery;
  /** The viewer: posts they may not read are neither found nor counted. */
  viewer: Viewer;
  now: Date;
  cursor: SearchCursor | null;
  /** Posts that a loose search ranks in any case. */
  besides?: number[];
  /** Threads per page, and posts shown per thread. */
  take: number;
  perThread: number;
};

export type FoundThread = {
  threadId: number;
  /** The best first. */
  postIds: number[];
  /** The number of posts found in this thread. */
  count: number;
  /** In a loose search the places of the query's terms that none of its posts has; null where one post has all. */
  missing: number[] | null;
};

/** A facet's count covers the posts that were looked at. */
export type FacetCount = { value: number; count: number };
export type Facets = { tags: FacetCount[]; authors: FacetCount[]; years: FacetCount[] };

export type Found = {
  threads: FoundThread[];
  next: SearchCursor | null;
  posts: number;
  /** More posts match than were looked at: `posts` and facets count only the best ones. */
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

/** Why the second engine answered. */
export type SecondEngine = "silent" | "filling" | "behind";

export type SearchEngine = {
  name: string;
  /** Indexes these posts in their current state. */
  index(postIds: number[]): Promise<void>;
  /** Removes posts from the index. */
  remove(postIds: number[]): Promise<void>;
  find(request: SearchRequest): Promise<Found>;
  /** Those of these posts that the query finds, regardless of rank. */
  match(query: SearchQuery, postIds: number[], viewer: Viewer): Promise<number[]>;
  /** For an engine with a fallback: why the fallback answered; null if it didn't. */
  secondEngine?(): SecondEngine | null;
};

/** The engine gave up on a search that takes too long. */
export class SearchTooSlow extends Error {}
