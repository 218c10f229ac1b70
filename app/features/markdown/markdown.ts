export type {
  CitationMark,
  CitationStance,
  CitationTarget,
  Heading,
  Parsed,
  ParsedCitations,
  QuotedPassage,
  QuoteReference,
  References,
  Resolution,
  ResolvedCitations,
  ToResolve,
  Warning,
} from "./parsed";
export { numberSources } from "./number-sources";
export type { Slot } from "./slots";
export { maxBodyBytes, rendererVersion } from "./limits";
