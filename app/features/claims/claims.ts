export { type ClaimMark, figuresInWords, isStatus, isTroubled, tallyInWords, type TallyPart, tallyOf } from "./claim";
export { claimData } from "./claim-data";
export { claimFactors, type ClaimFilter, filterInAddress, readClaimFilter } from "./claim-filter";
export { toClaimLine } from "./claim-line";
export { contextOf } from "./context";
export { CorrectionForm, DisputeForm, RatingForm } from "./dispute-form";
export { glyphHtml, glyphs } from "./glyph";
export { isLedgerOrder, type LedgerOrder, sortLedger } from "./ledger-order";
export { type Status, statuses, statusWords } from "./status";
