/** The claims that are judged: those of visible posts, as the current text states them. */
import { db } from "~/platform/db.server";

const columns = {
  id: true,
  postId: true,
  threadId: true,
  authorId: true,
  text: true,
  address: true,
  title: true,
  heading: true,
  before: true,
  after: true,
  statedAt: true,
  asOf: true,
  status: true,
  pendingStatus: true,
  checkedAt: true,
  troubledAt: true,
  correctedAt: true,
  isBackdated: true,
  isSourced: true,
  citationIds: true,
  verdict: true,
  factor: true,
  points: true,
  confirmedAt: true,
  publicStatus: true,
  publicVerdict: true,
  publicCheckedAt: true,
  post: { select: { number: true } },
  snapshot: { select: { observed: true } },
} as const;

export type OpenClaim = Awaited<ReturnType<typeof openClaims>>[number];

/** Of one thread, in the order of its posts. */
export const openClaims = (threadId: number) =>
  db.claim.findMany({
    where: { threadId, ordinal: { not: null }, post: { status: "visible" } },
    select: columns,
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
  });

/**
 * Threads after `after` with open claims that need this metric: as their own, or as what it is a share or a multiple of. Two
 * metrics of one name may be found for one: judging a thread once more changes nothing.
 */
export async function threadsAsking(metric: string, after: number, take: number): Promise<number[]> {
  const rows = await db.claim.findMany({
    where: {
      ordinal: { not: null },
      threadId: { gt: after },
      OR: [{ metricId: metric }, { address: { contains: `/${metric}` } }],
    },
    distinct: ["threadId"],
    select: { threadId: true },
    orderBy: { threadId: "asc" },
    take,
  });
  return rows.map(({ threadId }) => threadId);
}

/** Threads with open claims after `threadId`, in order: the nightly round goes through all. */
export async function threadsWithClaims(after: number, take: number): Promise<number[]> {
  const rows = await db.claim.findMany({
    where: { ordinal: { not: null }, threadId: { gt: after } },
    distinct: ["threadId"],
    select: { threadId: true },
    orderBy: { threadId: "asc" },
    take,
  });
  return rows.map(({ threadId }) => threadId);
}

/** Where an open claim stands in its post and what it says; null when an edit took it out of the text. */
export async function findClaimPlace(id: number) {
  const row = await db.claim.findFirst({
    where: { id, ordinal: { not: null } },
    select: { id: true, postId: true, threadId: true, authorId: true, ordinal: true, text: true, address: true },
  });
  return row && { ...row, ordinal: row.ordinal! };
}
