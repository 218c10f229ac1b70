export type { Heading, Parsed, QuoteReference, References, Resolution, ToResolve } from "./parsed";
export { nothingResolved } from "./parsed";
export type { Slot } from "./slots";
export { isTooLong, maxBodyBytes, maxMentions, maxReferences, rendererVersion } from "./limits";
