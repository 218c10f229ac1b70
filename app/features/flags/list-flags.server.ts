import { databaseNow, db, type Tx } from "~/platform/db.server";
import { groupBy } from "~/platform/group-by";
import { type FlagReason, flagsPerDay } from "./flag";

/** How many flags a member has left today, which begins at midnight UTC. */
export async function countFlagsLeft(memberId: number, tx: Tx = db): Promise<number> {
  const today = new Date((await databaseNow(tx)).toISOString().slice(0, 10));
  return Math.max(0, flagsPerDay - (await tx.flag.count({ where: { memberId, at: { gte: today } } })));
}

/** The member's own flag of a post's revision; null without one. */
export async function findOwnFlag(memberId: number, post: { id: number; revision: number }) {
  const found = await db.flag.findFirst({
    where: { memberId, postId: post.id, revision: post.revision },
    select: { reason: true, at: true },
  });
  return found && { reason: found.reason, at: found.at.toISOString() };
}

/** The flags of a case for moderators, oldest first: who flagged, why, and the flagger's own interests in the thread's tags. */
export async function listFlagsOf(caseId: number) {
  const rows = await db.flag.findMany({
    where: { caseId },
    orderBy: { id: "asc" },
    select: {
      id: true,
      reason: true,
      words: true,
      at: true,
      revision: true,
      member: {
        select: {
          id: true,
          handle: true,
          name: true,
          disclosures: { take: 3, select: { text: true, tag: { select: { name: true } } } },
        },
      },
    },
  });
  return rows.map(({ at, member: { disclosures, ...member }, ...row }) => ({
    ...row,
    at: at.toISOString(),
    member,
    interests: disclosures.map(({ text, tag }) => `${text} (${tag.name})`),
  }));
}

/** Whether this member is among those who flagged a case. */
export const hasFlagged = async (tx: Tx, caseId: number, memberId: number): Promise<boolean> =>
  (await tx.flag.count({ where: { caseId, memberId } })) > 0;

/** The reasons of flags by case, the most frequent first. */
export async function countReasons(caseIds: number[]): Promise<Map<number, { reason: FlagReason; count: number }[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db.flag.groupBy({ by: ["caseId", "reason"], where: { caseId: { in: caseIds } }, _count: true });
  const counted = rows.map(({ caseId, reason, _count }) => ({ caseId, reason, count: _count }));
  return groupBy(
    counted.toSorted((a, b) => b.count - a.count),
    ({ caseId }) => caseId,
  );
}
