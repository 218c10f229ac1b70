/** Lists of claims as pages show them. */
import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { databaseNow, db, type Prisma } from "~/platform/db.server";
import { noteThreads } from "~/platform/dependencies.server";
import { type LedgerRow, toLedgerRow, withPlace } from "./ledger-row";
import { publicSince } from "./claim";
import type { ClaimFilter } from "./claim-filter";
import { readShared } from "./reads-as-visitor.server";

/** Claims of posts and threads that this viewer may read. */
export const readable = (viewer: Viewer) => ({ post: { ...visibleTo(viewer), thread: visibleTo(viewer) } });

/** The ledger of a thread, in the order of its posts; at most 1,000 rows. */
export async function listThreadClaims(threadId: number, viewer: Viewer): Promise<LedgerRow[]> {
  const rows = await db.claim.findMany({
    where: { threadId, ordinal: { not: null }, ...readable(viewer) },
    select: withPlace,
    orderBy: [{ post: { number: "asc" } }, { ordinal: "asc" }],
    take: 1_000,
  });
  const now = await databaseNow();
  return rows.map((row) => toLedgerRow(row, viewer, now));
}

/** The claims with these ids that this viewer may read. */
export async function findClaims(ids: number[], viewer: Viewer): Promise<LedgerRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.claim.findMany({ where: { id: { in: ids }, ...readable(viewer) }, select: withPlace });
  noteThreads(rows.map(({ thread }) => thread.id));
  const now = await databaseNow();
  return rows.map((row) => toLedgerRow(row, viewer, now));
}

/** The claims that this author corrected, the last correction first. */
export async function listCorrectedBy(authorId: number, viewer: Viewer, take: number): Promise<LedgerRow[]> {
  const rows = await db.claim.findMany({
    where: { authorId, ordinal: { not: null }, correctedAt: { not: null }, status: "corrected", ...readable(viewer) },
    select: withPlace,
    orderBy: [{ correctedAt: "desc" }, { id: "desc" }],
    take,
  });
  const now = await databaseNow();
  return rows.map((row) => toLedgerRow(row, viewer, now)).filter(({ status }) => status === "corrected");
}

export type ClaimQuery = ClaimFilter & {
  thread?: number;
  /** Only claims with a lower id than this. */
  before?: number;
  take?: number;
};

export const claimsOnPage = 50;

/** Which claims fit. A trouble that is not public yet reads as "unchecked" here, too: no filter tells it. */
function fitting({ chain, metric, thread, tag, status, factor, before }: ClaimQuery, viewer: Viewer, now: Date) {
  const isPublicNow = {
    OR: [{ troubledAt: null }, { troubledAt: { lte: publicSince(now) } }, { confirmedAt: { not: null } }],
  };
  const hasStatus =
    status === undefined
      ? {}
      : { OR: [{ AND: [{ status }, isPublicNow] }, { AND: [{ publicStatus: status }, { NOT: isPublicNow }] }] };
  return {
    ordinal: { not: null },
    ...readable(viewer),
    ...(chain && { subject: chain }),
    ...(metric && { metricId: metric }),
    ...(thread && { threadId: thread }),
    ...(tag && { thread: { tags: { some: { tag: { slug: tag } } } } }),
    ...(before && { id: { lt: before } }),
    AND: [...(status ? [hasStatus] : []), ...(factor ? [{ factor: { gte: factor } }, isPublicNow] : [])],
  } satisfies Prisma.ClaimWhereInput;
}

/** The newest claims of the whole site that fit, and the id to go on from; null at the end. */
export async function listClaims(
  query: ClaimQuery,
  viewer: Viewer,
): Promise<{ claims: LedgerRow[]; next: number | null }> {
  const take = query.take ?? claimsOnPage;
  const now = await databaseNow();
  const rows = await db.claim.findMany({
    where: fitting(query, viewer, now),
    select: withPlace,
    orderBy: { id: "desc" },
    take: take + 1,
  });
  const claims = rows.slice(0, take).map((row) => toLedgerRow(row, viewer, now));
  return { claims, next: rows.length > take ? (claims.at(-1)?.id ?? null) : null };
}

/** The same, read once for all who read as visitors do. */
export const listSharedClaims = (query: ClaimQuery, viewer: Viewer): ReturnType<typeof listClaims> =>
  readShared(`claims that fit ${JSON.stringify(query)}`, viewer, (as) => listClaims(query, as));

/** The claims of these posts that fit, in the order of their places. */
export async function listClaimsOfPosts(postIds: number[], filter: ClaimFilter, viewer: Viewer): Promise<LedgerRow[]> {
  if (postIds.length === 0) return [];
  const now = await databaseNow();
  const rows = await db.claim.findMany({
    where: { ...fitting(filter, viewer, now), postId: { in: postIds } },
    select: withPlace,
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
  });
  return rows.map((row) => toLedgerRow(row, viewer, now));
}

const mostPosts = 5_000;

/** The newest posts with a claim that fits and that everybody may read; at most 5,000. */
export async function findPostsWithClaims(filter: ClaimFilter): Promise<number[]> {
  const rows = await db.claim.findMany({
    where: fitting(filter, null, await databaseNow()),
    distinct: ["postId"],
    select: { postId: true },
    orderBy: { postId: "desc" },
    take: mostPosts,
  });
  return rows.map(({ postId }) => postId);
}
