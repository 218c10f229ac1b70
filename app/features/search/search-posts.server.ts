/** A search for a screen: understood, executed, corrected if nothing was found, with marked passages. */
import type { Viewer } from "~/features/auth/auth";
import type { Status } from "~/features/claims/claims";
import { listClaimsOfPosts } from "~/features/claims/claims.server";
import { findMemberCards } from "~/features/members/members.server";
import type { FoundPost } from "~/features/posts/posts.server";
import { listAsides, listFoundPosts } from "~/features/posts/posts.server";
import { type ListedSource, searchSources } from "~/features/sources/sources.server";
import type { Tag } from "~/features/tags/tags";
import { findTagsById } from "~/features/tags/tags.server";
import type { FoundThread } from "~/features/threads/threads";
import { listFoundThreads } from "~/features/threads/threads.server";
import { db } from "~/platform/db.server";
import { type Answer, findOrMend } from "./find-or-mend.server";
import { type Marker, markerOf, markLine, noMarker, passageOf, type Piece } from "./passages";
import type { ParsedQuery, Remark } from "./query-syntax";
import { formatCursor, parseCursor, type SearchAddress } from "./search-address";
import { type Found, type SearchEngine, SearchTooSlow, type SecondEngine } from "./search-engine";
import { asksForSomething, type SearchQuery, type SearchSort, type TextTerm } from "./search-query";
import { understandAddress } from "./understand-address.server";
import { findWaysOut, noWays, type WaysOut, withGoodSuggestions } from "./ways-out.server";

/** `claims` are those that the query asks for, the first few. */
export type ResultPost = Omit<FoundPost, "text" | "threadId"> & { passage: Piece[]; claims: ResultClaim[] };
export type ResultClaim = { id: number; text: string; status: Status; word: string };
export type ResultThread = {
  thread: Omit<FoundThread, "title">;
  title: Piece[];
  posts: ResultPost[];
  /** All posts found in this thread, including those shown. */
  count: number;
  /** The words that none of its posts has; null where one post has all. */
  missing: string[] | null;
};

type Named<T> = T & { count: number };
export type ResultFacets = {
  tags: Named<Tag>[];
  authors: Named<{ handle: string; name: string }>[];
  years: { year: number; count: number }[];
};

export type Results = Pick<Answer, "mended" | "meant" | "isMixed"> & {
  /** Where nothing was found, near searches that find something. */
  waysOut: WaysOut;
  threads: ResultThread[];
  /** Sources that match the words, on the first page only. */
  sources: ListedSource[];
  next: string | null;
  posts: number;
  isCut: boolean;
  facets: ResultFacets;
  sort: SearchSort;
  remarks: Remark[];
  /** No post has all words, so these threads have most of them across their posts. */
  isLoose: boolean;
  /** Whether the query asks for anything. */
  isAsked: boolean;
  isTooSlow: boolean;
  /** Upgrades whose threads follow, because few are about the EIP that came with them. */
  upgrades: Tag[];
  /** Why the second engine answered; null if it didn't. */
  secondEngine: SecondEngine | null;
};

export const pageSize = 10;
const postsPerThread = 3;
const mostFacets = 10;

type Asked = { address: SearchAddress; viewer: Viewer; now: Date; engine: SearchEngine };

export async function searchPosts({ address, viewer, now, engine }: Asked): Promise<Results> {
  const { parsed, query, remarks } = await understandAddress(address, now);
  const asked = inOrder(query, address);
  const page = { take: pageSize, perThread: postsPerThread };
  const near = { address, searcher: { viewer, now, engine, ...page } };
  const empty = async () => emptyResults(asked, await withGoodSuggestions(remarks, near));
  if (!asksForSomething(asked)) return empty();
  if (asked.isImpossible) return { ...(await empty()), waysOut: await findWaysOut(parsed, asked, near) };

  const request = { viewer, now, cursor: parseCursor(address.cursor), ...page };
  const [sources, answer] = await Promise.all([
    findSourcesNamed(parsed, address),
    findOrMend(engine, { ...request, query: asked }, parsed.isLastOpen).catch((error: unknown) => {
      if (!(error instanceof SearchTooSlow)) throw error;
      return null;
    }),
  ]);
  if (answer === null)
    return { ...emptyResults(asked, remarks), sources, isTooSlow: true, secondEngine: engine.secondEngine?.() ?? null };
  const secondEngine = engine.secondEngine?.() ?? null;
  const isNothing = answer.found.posts === 0;
  return {
    ...(await toResults(answer, viewer)),
    waysOut: isNothing ? await findWaysOut(parsed, asked, near) : noWays,
    sources,
    sort: asked.sort,
    remarks: isNothing ? await withGoodSuggestions(remarks, near) : remarks,
    isAsked: true,
    isTooSlow: false,
    secondEngine,
  };
}

const mostSources = 3;

/** Sources with these words, for a query of words only. */
async function findSourcesNamed({ terms }: ParsedQuery, { cursor, thread }: SearchAddress): Promise<ListedSource[]> {
  const words = terms.flatMap((term) => (term.kind === "operator" || term.isNegated ? [] : [term.text]));
  if (cursor !== null || thread !== null || words.length === 0 || words.length < terms.length) return [];
  return searchSources(db, words.join(" "), { take: mostSources });
}

/** The address's order overrides an operator's. Without words, relevance means newest first. */
function inOrder(query: SearchQuery, { sort }: SearchAddress): SearchQuery {
  const chosen = sort ?? query.sort;
  return { ...query, sort: chosen === "relevance" && query.all.length === 0 ? "new" : chosen };
}

async function toResults({ found, query, mended, meant, isMixed, upgrades }: Answer, viewer: Viewer) {
  const marker = markerOf(query);
  const claims = await claimsOf(found, query, viewer);
  const [threads, posts, facets, upgradeTags] = await Promise.all([
    listFoundThreads(
      found.threads.map(({ threadId }) => threadId),
      viewer,
    ),
    listFoundPosts(
      found.threads.flatMap(({ postIds }) => postIds),
      viewer,
    ),
    nameFacets(found),
    findTagsById(upgrades),
  ]);
  const passages = await passagesOf(posts, query.isInTitle ? noMarker : marker);
  return {
    threads: found.threads.flatMap((group) =>
      toResult(group, threads.get(group.threadId), posts, { query, marker, claims, passages }),
    ),
    next: found.next && formatCursor(found.next),
    posts: found.posts,
    isCut: found.isCut,
    facets,
    mended,
    meant,
    isLoose: query.isLoose && threads.size > 0,
    isMixed,
    upgrades: [...upgradeTags.values()],
  };
}

/** Why each post was found, by id: from its text, or else from what it says of its sources and claims. */
async function passagesOf(posts: Map<number, FoundPost>, marker: Marker): Promise<Map<number, Piece[]>> {
  const passages = new Map([...posts.values()].map(({ id, text }) => [id, passageOf(text, marker)]));
  if (marker.begins.size === 0) return passages;
  const unexplained = [...passages].filter(([, pieces]) => !isMarked(pieces)).map(([id]) => id);
  for (const [id, lines] of await listAsides(unexplained)) {
    const passage = passageOf(lines.join(" · "), marker);
    if (isMarked(passage)) passages.set(id, passage);
  }
  return passages;
}

const isMarked = (pieces: Piece[]) => pieces.some((piece) => piece.isHit);

type Shown = {
  query: SearchQuery;
  marker: Marker;
  claims: Map<number, ResultClaim[]>;
  passages: Map<number, Piece[]>;
};

function toResult(
  { postIds, count, missing }: Found["threads"][number],
  thread: FoundThread | undefined,
  found: Map<number, FoundPost>,
  { query, marker, claims, passages }: Shown,
): ResultThread[] {
  const posts = postIds.flatMap((id) => found.get(id) ?? []);
  // The database decides who may read what, whatever the index says.
  if (!thread || posts.length === 0) return [];
  const { id, slug, postCount, tags, title } = thread;
  return [
    {
      thread: { id, slug, postCount, tags },
      title: markLine(title, marker),
      posts: posts.map(({ text: _text, threadId: _thread, ...post }) => ({
        ...post,
        claims: claims.get(post.id) ?? [],
        passage: passages.get(post.id)!,
      })),
      count,
      missing: missing && missing.map((place) => wordsOfTerm(query.all[place]!)),
    },
  ];
}

const wordsOfTerm = (term: TextTerm) => (term.kind === "word" ? term.word : `“${term.text}”`);

const claimsPerPost = 4;

/** For a query about claims, those of the found posts that it asks for. */
async function claimsOf({ threads }: Found, { claim }: SearchQuery, viewer: Viewer) {
  const byPost = new Map<number, ResultClaim[]>();
  if (claim === null) return byPost;
  const postIds = threads.flatMap((thread) => thread.postIds);
  for (const { id, postId, text, status, word } of await listClaimsOfPosts(postIds, claim, viewer)) {
    const own = byPost.get(postId) ?? [];
    if (own.length < claimsPerPost) byPost.set(postId, [...own, { id, text, status, word }]);
  }
  return byPost;
}

async function nameFacets({ facets }: Found): Promise<ResultFacets> {
  const top = <T extends { count: number }>(list: T[]) => list.slice(0, mostFacets);
  const [tags, authors] = await Promise.all([
    findTagsById(top(facets.tags).map(({ value }) => value)),
    findMemberCards(top(facets.authors).map(({ value }) => value)),
  ]);
  const named = <T>(list: Found["facets"]["tags"], names: Map<number, T>) =>
    top(list).flatMap(({ value, count }) => (names.has(value) ? [{ ...names.get(value)!, count }] : []));
  return {
    tags: named(facets.tags, tags),
    authors: named(facets.authors, authors).map(({ handle, name, count }) => ({ handle, name, count })),
    years: facets.years.map(({ value, count }) => ({ year: value, count })),
  };
}

const emptyResults = (query: SearchQuery, remarks: Remark[]): Results => ({
  threads: [],
  sources: [],
  next: null,
  posts: 0,
  isCut: false,
  facets: { tags: [], authors: [], years: [] },
  sort: query.sort,
  remarks,
  mended: [],
  meant: [],
  isLoose: false,
  isMixed: false,
  upgrades: [],
  waysOut: noWays,
  isAsked: query.isImpossible || asksForSomething(query),
  isTooSlow: false,
  secondEngine: null,
});
