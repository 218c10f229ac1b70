export { ledgerLineHtml, markHtml } from "./claim-html";
export { claimsCsv } from "./claims-csv";
export { claimToJson } from "./claim-json";
export { confirmTrouble, disputeClaim, type Evidence, listEvidence } from "./dispute-claim.server";
export { judgeThread } from "./judge-claims.server";
export {
  type ClaimPage,
  type ClaimQuery,
  findClaim,
  type LedgerRow,
  listClaims,
  listMarks,
  listThreadClaims,
} from "./list-claims.server";
export { threadsWithClaims } from "./open-claims.server";
export { placeClaims } from "./place-claims.server";
