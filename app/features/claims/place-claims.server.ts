/** Keeps a post's claims as its current text states them. */
import type { ClaimReference } from "~/features/markdown/markdown";
import type { Prisma, Tx } from "~/platform/db.server";
import { aboutOf, assertionOf, momentOf, readClaims, seriesOf } from "./read-claims";

type PostOfClaims = { postId: number; threadId: number; authorId: number; revision: number; at: Date };

const mended = new Set(["off", "inconsistent", "corrected"]);

/**
 * Writes the claims of a post's current revision. A claim whose words and binding are as before keeps its row; one about the
 * same thing with another number keeps its row too, and is "corrected" when the old number was off. The others are closed.
 */
export async function placeClaims(tx: Tx, post: PostOfClaims, references: ClaimReference[]): Promise<void> {
  const claims = readClaims(references);
  const before = await tx.claim.findMany({
    where: { postId: post.postId, ordinal: { not: null } },
    select: {
      id: true,
      ordinal: true,
      text: true,
      address: true,
      title: true,
      status: true,
      before: true,
      assertion: true,
    },
    orderBy: { ordinal: "asc" },
  });
  if (claims.length === 0 && before.length === 0) return;

  const left = new Set(before);
  const take = (fits: (row: (typeof before)[number]) => boolean) => {
    const row = [...left].find(fits);
    if (row) left.delete(row);
    return row;
  };
  const same = claims.map(({ reference: { text, address, title } }) =>
    take((row) => row.text === text && row.address === address && row.title === title),
  );
  const matched = claims.map((claim, index) => {
    const about = aboutOf(claim.address);
    return same[index] ?? take((row) => row.assertion.startsWith(`${about} `));
  });

  const place = { postId: post.postId, threadId: post.threadId, authorId: post.authorId };
  const added: Prisma.ClaimCreateManyInput[] = [];
  // Places are unique in no index, so rows may change places in any order.
  for (const [index, { ordinal, reference, address, quantity }] of claims.entries()) {
    const row = matched[index];
    const context = { before: reference.before, after: reference.after, ordinal };
    if (row && row === same[index]) {
      if (row.ordinal !== ordinal || row.before !== reference.before)
        await tx.claim.update({ where: { id: row.id }, data: context });
      continue;
    }
    const series = seriesOf(address);
    const stated = {
      ...context,
      text: reference.text,
      address: reference.address,
      title: reference.title,
      binding: address.binding.kind,
      subject: series?.subject ?? "",
      metricId: series?.metric ?? "",
      assertion: assertionOf({ address, quantity }),
      statedAt: post.at,
      asOf: momentOf(address, post.at),
      status: "unchecked",
      factor: null,
      points: null,
      verdict: {},
      checkedAt: null,
      pendingStatus: "",
    };
    if (!row) {
      added.push({ ...place, ...stated, firstRevision: post.revision });
      continue;
    }
    const isCorrection = mended.has(row.status);
    await tx.claimSnapshot.deleteMany({ where: { claimId: row.id } });
    await tx.claim.update({
      where: { id: row.id },
      data: {
        ...stated,
        ...(isCorrection && { correctedFrom: row.text, correctedAt: post.at, troubledAt: null, confirmedAt: null }),
      },
    });
  }
  if (added.length > 0) await tx.claim.createMany({ data: added });
  if (left.size > 0)
    await tx.claim.updateMany({
      where: { id: { in: [...left].map(({ id }) => id) } },
      data: { ordinal: null, closedRevision: post.revision },
    });
}
