import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { findSourceCards } from "~/features/sources/sources.server";
import { db } from "~/platform/db.server";

/** A name under "Sources:" with members' proposals; null if this viewer may not read its post. */
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
  const cards = await findSourceCards(db, ids);
  const { proposals, sourceId, ...mention } = row;
  return {
    ...mention,
    source: sourceId === null ? null : (cards.get(sourceId) ?? null),
    proposals: proposals.flatMap(({ acceptances, sourceId: proposed, ...proposal }) => {
      const source = cards.get(proposed);
      return source ? [{ ...proposal, source, acceptedBy: acceptances.map(({ memberId }) => memberId) }] : [];
    }),
  };
}
export type Mention = NonNullable<Awaited<ReturnType<typeof findMention>>>;
