export { claimListHtml, ledgerLineHtml, markHtml } from "./claim-html";
export { claimsCsv } from "./claims-csv";
export { claimToJson } from "./claim-json";
export { confirmTrouble, disputeClaim, type Evidence, listEvidence } from "./dispute-claim.server";
export { judgeThread } from "./judge-claims.server";
export { type ClaimPage, findClaim } from "./find-claim.server";
export { claimArithmeticHtml, claimCardHtml, claimFactsHtml, claimValuesHtml } from "./claim-figures-html";
export { claimSpark } from "./claim-spark.server";
export type { LedgerRow } from "./ledger-row";
export { type AssertionRow, lastPage, listAssertions } from "./list-assertions.server";
export {
  findClaims,
  findPostsWithClaims,
  listClaims,
  listClaimsOfPosts,
  listCorrectedBy,
  listSharedClaims,
  listThreadClaims,
} from "./list-claims.server";
export { listClaimRange, listClaimRanges } from "./list-claim-ranges.server";
export { listMarks } from "./list-marks.server";
export { listMovedSince } from "./list-moved.server";
export { newSight } from "./observe.server";
export { findClaimPlace, threadsAsking, threadsWithClaims } from "./open-claims.server";
export { previewMarks } from "./preview-marks.server";
export { rateDispute } from "./rate-dispute.server";
export { noticeOf } from "./notice-of";
export { quotedClaims, type QuotedClaim, readQuotedClaims } from "./quoted-claims";
export { citationsOfClaims, listCorrectedTexts, listQuotableClaims, placeClaims } from "./place-claims.server";
export { listNamedSubjects } from "./named-subjects.server";
export { readShared, readSharedNumbers, readsAsVisitor } from "./reads-as-visitor.server";
export type { TellAuthors } from "./store-verdicts.server";
export { tellPublicVerdict } from "./tell-public.server";
export { warnOfClaims } from "./warn-of-claims.server";
export { moveClaims } from "./move-claims.server";
