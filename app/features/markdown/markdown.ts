export type {
  CitationMark,
  CitationStance,
  ClaimReference,
  CitationTarget,
  Heading,
  Ingredient,
  Parsed,
  ParsedCitations,
  QuotedPassage,
  QuoteReference,
  References,
  Resolution,
  ResolvedCitations,
  ToResolve,
  Warning,
  WidgetReference,
} from "./parsed";
export { numberSources } from "./number-sources";
export type { Slot } from "./slots";
export { ingredients } from "./parsed";
export {
  maxBodyBytes,
  maxImportedBytes,
  maxQuotedRevisions,
  mostBytesOfHtml,
  mostBytesOfWidgets,
  rendererVersion,
} from "./limits";
export { isWrittenWithoutSpaces } from "./scripts-without-spaces";
export { fold, longestWord, type Word, wordsOf, wordsThatBegin } from "./words";
export { stem } from "./stem";
export { refusalOf, warningOf } from "./citation-fault";
