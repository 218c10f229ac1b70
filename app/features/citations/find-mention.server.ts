import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { findRoots, findSourceCards } from "~/features/sources/sources.server";
import { db } from "~/platform/db.server";
import { groupBy } from "~/platform/group-by";

/**
 * A name under "Sources:" with members' proposals; null if this viewer may not read its post. Sources that were merged are shown as
 * what they were merged into, and proposals of one source are one: the first, with all who agree with any of them.
 */
export async function findMention(id: number, viewer: Viewer) {
  const row = await db.sourceMention.findFirst({
    where: { id, post: { ...visibleTo(viewer), thread: visibleTo(viewer) } },
    select: {
      id: true,
      text: true,
      sourceId: true,
      post: {
        select: {
          id: true,
          number: true,
          author: { select: { id: true, handle: true, name: true } },
          thread: { select: { id: true, slug: true, title: true } },
        },
      },
      proposals: {
        orderBy: { id: "asc" },
        select: {
          id: true,
          sourceId: true,
          by: { select: { id: true, handle: true, name: true } },
          acceptances: { select: { memberId: true } },
        },
      },
    },
  });
  if (!row) return null;
  const ids = [row.sourceId ?? 0, ...row.proposals.map(({ sourceId }) => sourceId)].filter((one) => one > 0);
  const sources = await db.source.findMany({ where: { id: { in: ids } }, select: { id: true, mergedIntoId: true } });
  const roots = await findRoots(db, sources);
  const cards = await findSourceCards(db, [...new Set(roots.values())]);
  const cardOf = (id: number) => cards.get(roots.get(id) ?? id) ?? null;
  const { proposals, sourceId, ...mention } = row;
  const bySource = groupBy(proposals, (proposal) => roots.get(proposal.sourceId) ?? proposal.sourceId);
  return {
    ...mention,
    source: sourceId === null ? null : cardOf(sourceId),
    proposals: [...bySource.values()].flatMap((same) => {
      const { id, by, sourceId: proposed } = same[0]!;
      const source = cardOf(proposed);
      const acceptedBy = same.flatMap(({ acceptances }) => acceptances.map(({ memberId }) => memberId));
      return source ? [{ id, by, source, sourceIds: same.map((one) => one.sourceId), acceptedBy }] : [];
    }),
  };
}
export type Mention = NonNullable<Awaited<ReturnType<typeof findMention>>>;
