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

export type ClaimLine = ReturnType<typeof toClaimLine>;
