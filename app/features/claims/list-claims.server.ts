/** Lists of claims as pages show them. */
import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { databaseNow, db } from "~/platform/db.server";
import { type LedgerRow, toLedgerRow, withPlace } from "./ledger-row";
import type { ClaimFilter } from "./claim-filter";

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
  const now = await databaseNow();
  return rows.map((row) => toLedgerRow(row, viewer, now));
}

export type ClaimQuery = ClaimFilter & {
  thread?: number;
  /** Only claims with a lower id than this. */
  before?: number;
  take?: number;
};

export const claimsOnPage = 50;

/** The newest claims of the whole site that fit, and the id to go on from; null at the end. */
export async function listClaims(
  query: ClaimQuery,
  viewer: Viewer,
): Promise<{ claims: LedgerRow[]; next: number | null }> {
  const take = query.take ?? claimsOnPage;
  const now = await databaseNow();
  const day = new Date(now.getTime() - 86_400_000);
  const isPublicNow = { OR: [{ troubledAt: null }, { troubledAt: { lte: day } }, { confirmedAt: { not: null } }] };
  const rows = await db.claim.findMany({
    where: {
      ordinal: { not: null },
      ...readable(viewer),
      ...(query.chain && { subject: query.chain }),
      ...(query.metric && { metricId: query.metric }),
      ...(query.thread && { threadId: query.thread }),
      ...(query.tag && { thread: { tags: { some: { tag: { slug: query.tag } } } } }),
      ...(query.status && { status: query.status }),
      ...(query.factor && { factor: { gte: query.factor } }),
      // A filter by status or factor never tells what only the author may know.
      ...((query.status || query.factor) && { AND: [isPublicNow] }),
      ...(query.before && { id: { lt: query.before } }),
    },
    select: withPlace,
    orderBy: { id: "desc" },
    take: take + 1,
  });
  const claims = rows.slice(0, take).map((row) => toLedgerRow(row, viewer, now));
  return { claims, next: rows.length > take ? (claims.at(-1)?.id ?? null) : null };
}
