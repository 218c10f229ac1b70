import { db } from "~/platform/db.server";

/** How many networks each group of the registry has. */
export async function countGroupMembers(): Promise<{ group: string; members: number }[]> {
  const counts = await db.chainGroupMember.groupBy({ by: ["groupSlug"], _count: { _all: true } });
  return counts.map(({ groupSlug, _count }) => ({ group: groupSlug, members: _count._all }));
}
