export { operators, postKinds } from "./operators";
export type { Piece } from "./passages";
export { addressWith, parseSearchAddress, type SearchAddress } from "./search-address";
export type { SecondEngine } from "./search-engine";
export { wordsFor } from "./search-words";
export { type SearchSort, searchSorts } from "./search-query";
