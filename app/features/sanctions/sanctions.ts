export {
  isLengthOf,
  mayMeasure,
  paceSeconds,
  sanctionInWords,
  type SanctionKind,
  sanctionLengths,
  sanctionNames,
} from "./sanction";
