export type { Heading, Parsed, QuotedPassage, QuoteReference, References, Resolution, ToResolve } from "./parsed";
export type { Slot } from "./slots";
export { maxBodyBytes, rendererVersion } from "./limits";
