/** One claim with its history and relations. */
import type { Viewer } from "~/features/auth/auth";
import { databaseNow, db } from "~/platform/db.server";
import { isStatus } from "./claim";
import { readClaimAddress } from "./claim-address";
import { intervalOf } from "./interval";
import { type LedgerRow, seenBy, toLedgerRow, withPlace } from "./ledger-row";
import { readable } from "./list-claims.server";
import { proposeCorrection } from "./propose-correction";
import { type Status, statusWords } from "./status";
import type { Verdict } from "./verdict";

export type ClaimPage = LedgerRow & {
  history: { at: string; status: Status; word: string; says: string }[];
  /** The other claims of its contradictions. */
  others: { id: number; text: string }[];
  /** An earlier claim that states the same thing in another way. */
  restated: { id: number; text: string; number: number } | null;
  /** Other claims that state the same number about the same thing, the newest first; at most 20. */
  same: Pick<LedgerRow, "id" | "status" | "word" | "statedAt" | "post" | "thread" | "author">[];
  isReconstructed: boolean;
  takenAt: string | null;
  isAuthor: boolean;
  /** For its author: the claim's words with the value observed at posting; null where there is none. */
  proposal: string | null;
};

/** One claim with its history and the claims that its arithmetic names; null when this viewer may not read it. */
export async function findClaim(id: number, viewer: Viewer): Promise<ClaimPage | null> {
  const row = await db.claim.findFirst({
    where: { id, ...readable(viewer) },
    select: {
      ...withPlace,
      snapshot: { select: { takenAt: true, isReconstructed: true } },
      checks: { select: { at: true, status: true, says: true }, orderBy: { id: "desc" }, take: 50 },
    },
  });
  if (!row) return null;
  const now = await databaseNow();
  const shown = toLedgerRow(row, viewer, now);
  const { isHidden } = seenBy(viewer, row, now);
  const contradicting = new Set(shown.verdict.contradictions.flatMap(({ claims }) => claims));
  const restatedId = shown.verdict.restates?.claimId ?? null;
  const related = await db.claim.findMany({
    where: { id: { in: [...contradicting, ...(restatedId ? [restatedId] : [])], not: id }, ...readable(viewer) },
    select: { id: true, text: true, post: { select: { number: true } } },
    orderBy: { id: "asc" },
  });
  const same =
    shown.assertion === ""
      ? []
      : await db.claim.findMany({
          where: { assertion: row.assertion, ordinal: { not: null }, id: { not: id }, ...readable(viewer) },
          select: withPlace,
          orderBy: { id: "desc" },
          take: 20,
        });
  const restated = related.find((other) => other.id === restatedId);
  return {
    ...shown,
    others: related
      .filter((other) => contradicting.has(other.id))
      .map(({ id: otherId, text }) => ({ id: otherId, text })),
    restated: restated ? { id: restated.id, text: restated.text, number: restated.post.number } : null,
    same: same.map((other) => {
      const { id: otherId, status, word, statedAt, post, thread, author } = toLedgerRow(other, viewer, now);
      return { id: otherId, status, word, statedAt, post, thread, author };
    }),
    isReconstructed: row.snapshot?.isReconstructed ?? false,
    takenAt: shown.verdict.atPosting ? (row.snapshot?.takenAt.toISOString() ?? null) : null,
    isAuthor: viewer?.id === row.authorId,
    proposal: viewer?.id === row.authorId ? proposalFor(row, shown.verdict) : null,
    history: row.checks
      .filter(({ at }) => !isHidden || (row.troubledAt !== null && at < row.troubledAt))
      .map(({ at, status, says }) => {
        const known = isStatus(status) ? status : "unchecked";
        return { at: at.toISOString(), status: known, word: statusWords[known], says };
      }),
  };
}

function proposalFor({ text, address, title }: { text: string; address: string; title: string }, verdict: Verdict) {
  const check = verdict.atPosting;
  const read = readClaimAddress(address, title);
  if (!check || check.outcome !== "off" || !read.ok) return null;
  return proposeCorrection(text, read.address.unit, intervalOf(check.observed));
}
