import { csv } from "~/platform/csv";
import type { LedgerRow } from "./ledger-row";

/** A ledger as CSV (RFC 4180): one line a claim, the first names the columns. */
export function claimsCsv(claims: LedgerRow[]): string {
  const head = [
    "id",
    "post",
    "author",
    "claim",
    "status",
    "factor",
    "points",
    "series",
    "stated at",
    "as of",
    "at posting",
    "now",
    "arithmetic",
  ];
  const lines = claims.map((claim) => [
    claim.id,
    claim.post.number,
    claim.author.handle,
    claim.text,
    claim.word,
    claim.factor,
    claim.points,
    claim.subject ? `${claim.subject}/${claim.metric}` : "",
    claim.statedAt,
    claim.asOf,
    claim.verdict.atPosting?.observed.series[0]?.median ?? null,
    claim.verdict.now?.observed.series[0]?.median ?? null,
    claim.says,
  ]);
  return csv([head, ...lines]);
}
