export { type ClaimMark, figuresInWords, isStatus, isTroubled, tallyInWords, type TallyPart, tallyOf } from "./claim";
export { CorrectionForm, DisputeForm, evidenceBases, evidenceBasisWords, RatingForm } from "./dispute-form";
export { isLedgerOrder, type LedgerOrder, ledgerOrders, sortLedger } from "./ledger-order";
export { type Status, statuses, statusWords } from "./status";
