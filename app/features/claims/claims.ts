export { type ClaimMark, isStatus, isTroubled, tallyInWords } from "./claim";
export { DisputeForm, evidenceBases, evidenceBasisWords, RatingForm } from "./dispute-form";
export { type Status, statuses, statusGlyphs, statusWords } from "./status";
