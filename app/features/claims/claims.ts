export {
  type ClaimMark,
  figuresInWords,
  isStatus,
  isTroubled,
  publicSince,
  seenFrom,
  tallyInWords,
  type TallyPart,
  tallyOf,
} from "./claim";
export { sidesOf } from "./agreement";
export { claimData } from "./claim-data";
export { claimFactors, type ClaimFilter, filterInAddress, readClaimFilter } from "./claim-filter";
export { toClaimLine, toTableRow } from "./claim-line";
export { contextOf } from "./context";
export { CorrectionForm, DisputeForm, evidenceBases, RatingForm } from "./dispute-form";
export { glyphHtml, glyphs } from "./glyph";
export {
  type AssertionOrder,
  isAssertionOrder,
  isLedgerOrder,
  type LedgerOrder,
  ledgerOrders,
  sortLedger,
} from "./ledger-order";
export { withoutRepeated } from "./repeated-claims";
export { type Status, statuses, statusWords } from "./status";
export { bindByIntent, offerFigures } from "./figure-offers";
export { type Figure, figuresInText, findFigures } from "./figures";
export { bindingLink, type NamedSubject, type Proposal, type Proposals, proposeBindings } from "./propose-binding";
