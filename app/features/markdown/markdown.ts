export type {
  Heading,
  Ingredient,
  Parsed,
  QuotedPassage,
  QuoteReference,
  References,
  Resolution,
  ToResolve,
} from "./parsed";
export type { Slot } from "./slots";
export { ingredients } from "./parsed";
export { maxBodyBytes, rendererVersion } from "./limits";
export { fold, type Word, wordsOf } from "./words";
export { stem } from "./stem";
