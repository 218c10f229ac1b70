/** Searches that members follow. */
import { databaseNow, db } from "~/platform/db.server";
import { paths } from "~/paths";
import { parseSearchAddress, type SearchAddress } from "./search-address";
import type { SearchEngine } from "./search-engine";
import { asksForSomething } from "./search-query";
import { understandAddress } from "./understand-address.server";
import { wordsFor } from "./search-words";

const mostFollowed = 100;
const longestAddress = 1_000;

/** The stored form of a search, without order and page, which don't affect what it finds. */
function keptAddress(address: SearchAddress): string {
  const path = paths.search({ ...address, sort: null, cursor: null });
  return path.slice(path.indexOf("?") + 1);
}

const readKept = (kept: string) => parseSearchAddress(new URLSearchParams(kept))!;

export type Follow = { ok: true } | { ok: false; reason: "nothing-to-follow" | "too-long" | "too-many" };

export async function followSearch(memberId: number, address: SearchAddress): Promise<Follow> {
  const kept = keptAddress(address);
  if (kept.length > longestAddress) return { ok: false, reason: "too-long" };
  const { query } = await understandAddress(address, await databaseNow());
  if (!asksForSomething(query)) return { ok: false, reason: "nothing-to-follow" };
  if ((await db.followedSearch.count({ where: { memberId } })) >= mostFollowed)
    return { ok: false, reason: "too-many" };
  await db.followedSearch.createMany({ data: [{ memberId, address: kept }], skipDuplicates: true });
  return { ok: true };
}

export async function unfollowSearch(memberId: number, address: SearchAddress) {
  await db.followedSearch.deleteMany({ where: { memberId, address: keptAddress(address) } });
}

export async function isFollowing(memberId: number, address: SearchAddress): Promise<boolean> {
  const found = await db.followedSearch.findFirst({
    where: { memberId, address: keptAddress(address) },
    select: { id: true },
  });
  return found !== null;
}

/** A member's followed searches, newest first: text and address of each. */
export async function listFollowedSearches(memberId: number): Promise<{ id: number; words: string; path: string }[]> {
  const rows = await db.followedSearch.findMany({
    where: { memberId },
    orderBy: { id: "desc" },
    select: { id: true, address: true },
  });
  return rows.map(({ id, address }) => ({
    id,
    words: wordsFor(readKept(address)),
    path: paths.search(readKept(address)),
  }));
}

export type Alert = { memberId: number; searchId: number; words: string; path: string };

/** How many followed searches are asked at a time. */
const slice = 500;

/**
 * Of up to 500 followed searches after this one those that find a new post, and the last that was asked; null when none is left.
 * The post's author is not told, and nobody is told of posts older than their subscription.
 */
export async function findFollowersOf(
  postId: number,
  after: number,
  engine: SearchEngine,
): Promise<{ alerts: Alert[]; last: number | null }> {
  const searches = await db.$queryRaw<{ id: number; memberId: number; address: string }[]>`
    select s."id", s."memberId", s."address" from "Post" p
      join "FollowedSearch" s on s."memberId" <> p."authorId" and s."followedAt" <= p."createdAt"
    where p."id" = ${postId} and s."id" > ${after} order by s."id" limit ${slice}`;
  if (searches.length === 0) return { alerts: [], last: null };
  const now = await databaseNow();
  const answers = new Map<string, Promise<boolean>>();
  const isFound = async (kept: string) => {
    const { query } = await understandAddress(readKept(kept), now);
    return asksForSomething(query) && (await engine.match(query, [postId], null)).length > 0;
  };
  const alerts: Alert[] = [];
  for (const { id, memberId, address } of searches) {
    // Run each distinct search once, however many members follow it.
    if (!answers.has(address)) answers.set(address, isFound(address));
    if (await answers.get(address))
      alerts.push({
        memberId,
        searchId: id,
        words: wordsFor(readKept(address)),
        path: paths.search({ ...readKept(address), sort: "new" }),
      });
  }
  return { alerts, last: searches.length < slice ? null : searches.at(-1)!.id };
}
