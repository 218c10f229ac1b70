export { claimListHtml, ledgerLineHtml, markHtml } from "./claim-html";
export { claimsCsv } from "./claims-csv";
export { claimToJson } from "./claim-json";
export { confirmTrouble, disputeClaim, type Evidence, listEvidence } from "./dispute-claim.server";
export { judgeThread, type TellAuthor } from "./judge-claims.server";
export {
  type ClaimPage,
  type ClaimQuery,
  findClaim,
  type LedgerRow,
  listClaims,
  listMarks,
  listThreadClaims,
} from "./list-claims.server";
export { newSight } from "./observe.server";
export { findClaimPlace, threadsAsking, threadsWithClaims } from "./open-claims.server";
export { rateDispute } from "./rate-dispute.server";
export { noticeOf } from "./notice-of";
export { citationsOfClaims, listCorrectedTexts, placeClaims } from "./place-claims.server";
