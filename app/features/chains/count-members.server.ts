import { db } from "~/platform/db.server";

/** How many chains each group of the registry has. */
export async function countGroupMembers(): Promise<{ group: string; members: number }[]> {
  const counts = await db.chainGroupMember.groupBy({ by: ["groupSlug"], _count: { _all: true } });
  return counts.map(({ groupSlug, _count }) => ({ group: groupSlug, members: _count._all }));
}

/** The members of a group by their slugs and short names; null where there is no such group. */
export async function listGroupMembers(group: string): Promise<{ slug: string; name: string }[] | null> {
  const row = await db.chainGroup.findUnique({
    where: { slug: group },
    select: {
      members: { select: { chain: { select: { slug: true, shortName: true } } }, orderBy: { chainSlug: "asc" } },
    },
  });
  return row && row.members.map(({ chain }) => ({ slug: chain.slug, name: chain.shortName }));
}
