import type { LedgerRow } from "./ledger-row";

/** A claim in a short list beside something else. */
export const toClaimLine = ({ id, text, before, after, status, word, stated, observedNow }: LedgerRow) => ({
  id,
  text,
  before,
  after,
  status,
  word,
  stated,
  observedNow,
});

/** A claim in the table of a ledger. */
export const toTableRow = (row: LedgerRow) => ({
  ...toClaimLine(row),
  isPrivate: row.isPrivate,
  observedThen: row.observedThen,
  distance: row.distance,
  source: row.source,
  post: row.post,
  thread: row.thread,
});

export type ClaimLine = ReturnType<typeof toClaimLine>;
