export { AppealForm } from "./appeal";
export { isLengthOf, mayMeasure, type SanctionKind, sanctionLengths, sanctionNames } from "./sanction";
