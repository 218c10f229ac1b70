import { db } from "~/platform/db.server";

/** What was decided against a member, newest first: at most 50. Who decided is not said to them. */
export async function listOwnSanctions(memberId: number) {
  const rows = await db.sanction.findMany({
    where: { memberId },
    orderBy: { id: "desc" },
    take: 50,
    select: { id: true, kind: true, reason: true, startedAt: true, endsAt: true, endedAt: true },
  });
  return rows.map(({ startedAt, endsAt, endedAt, ...row }) => ({
    ...row,
    startedAt: startedAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  }));
}
