export { AppealForm } from "./appeal";
export { isLengthOf, mayMeasure, sanctionInWords, type SanctionKind, sanctionLengths, sanctionNames } from "./sanction";
