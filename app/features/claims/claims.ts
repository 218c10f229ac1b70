export { type ClaimMark, isStatus, isTroubled, tallyInWords } from "./claim";
export { DisputeForm } from "./dispute-form";
export { type Status, statuses, statusGlyphs, statusWords } from "./status";
