/** Keeps a post's claims as its current text states them. */
import type { ClaimReference } from "~/features/markdown/markdown";
import type { Prisma, Tx } from "~/platform/db.server";
import { type ClaimAddress, readClaimAddress, type SeriesName } from "./claim-address";
import type { Quantity } from "./quantity";
import { findQuantities } from "./read-quantities";

type PostOfClaims = { postId: number; threadId: number; authorId: number; revision: number; at: Date };

/** A claim as it is read from the text, before it is stored. */
export type ReadClaim = { reference: ClaimReference; address: ClaimAddress; quantity: Quantity | null };

/** What is stated by a claim's words, in the unit that its title names; null when no single number can be read from them. */
export function quantityOf(text: string, column: string, unit: string | null): Quantity | null {
  const found = findQuantities(text, { takesBareNumbers: true }).filter(({ quantity }) => quantity);
  const [first] = found.length === 1 ? found : [];
  if (!first?.quantity) return null;
  if (unit) return { ...first.quantity, unit };
  if (first.quantity.unit !== null || column === "") return first.quantity;
  // In a table the unit stands in the heading: "Fee, gwei".
  const inHeading = findQuantities(`1 ${column.replaceAll(/[(),]/g, " ").trim().split(/\s+/).at(-1) ?? ""}`)[0]
    ?.quantity;
  return inHeading?.unit ? { ...first.quantity, unit: inHeading.unit } : first.quantity;
}

/** The claims of a text with a readable address, each with its place; the others stay plain words. */
export const readClaims = (references: ClaimReference[]): (ReadClaim & { ordinal: number })[] =>
  references.flatMap((reference, index) => {
    const read = readClaimAddress(reference.address, reference.title);
    if (!read.ok) return [];
    const quantity = quantityOf(reference.text, reference.column, read.address.unit);
    return [{ ordinal: index + 1, reference, address: read.address, quantity }];
  });

const nameOf = (series: SeriesName | null) => (series ? `${series.subject}/${series.metric}` : "");

/** What is asserted, without the words around it: the same in two posts is one assertion. */
export function assertionOf({ address: { binding, note }, quantity }: Pick<ReadClaim, "address" | "quantity">): string {
  const value = quantity
    ? `${quantity.comparator} ${quantity.lo ?? ""}..${quantity.hi ?? ""} ${quantity.unit ?? ""}`
    : "?";
  return `${aboutOf({ binding, note })} ${value}`.slice(0, 300);
}

/** What an assertion is about, whatever number it gives. */
export function aboutOf({ binding, note }: Pick<ClaimAddress, "binding" | "note">): string {
  switch (binding.kind) {
    case "level":
      return `level ${nameOf(binding.series)}`;
    case "share":
      return `share ${nameOf(binding.series)} ${nameOf(binding.of)}`;
    case "multiple":
      return `multiple ${nameOf(binding.series)} ${nameOf(binding.over)}`;
    case "change":
      return `change ${nameOf(binding.series)} ${binding.from} ${binding.to}`;
    case "forecast":
      return `forecast ${nameOf(binding.series)} ${binding.by} ${binding.series ? "" : note.slice(0, 120)}`;
    case "declared":
      return `declared ${note.slice(0, 160)}`;
  }
}

const day = 86_400_000;

/** The moment a claim speaks of: its own date with all of that day, and never later than when it was stated. */
export function momentOf(address: ClaimAddress, statedAt: Date): Date {
  const { binding } = address;
  const given = "asOf" in binding && binding.asOf ? new Date(Date.parse(binding.asOf) + day) : null;
  return given && given < statedAt ? given : statedAt;
}

const seriesOf = ({ binding }: ClaimAddress): SeriesName | null => ("series" in binding ? binding.series : null);

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
