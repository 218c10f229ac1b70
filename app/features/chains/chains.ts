export { type GroupRef, type Layer, layerNames, layers } from "./chain";
export type { Fact, KnownField, PastFact } from "./fact";
export { choicesOf, factFields, type FieldKey, findField, inSentence, isTechnical, writeDate } from "./fact-field";
export type { ChainColours } from "./chain-line";
export { coloursForm, CorrectionForm, factLimits, type NewChain, newChainForm } from "./fact-form";
export type { EvmNode, GasToken, MeasuredChain, MeasuredGroup, OtherNode } from "./measured-chain";
export type { ChainSnapshot, Subject } from "./chain-snapshot";
export {
  answerChainQuery,
  chainColumns,
  type FilterName,
  type ChainQuery,
  type ListedChain,
  type ChainSort,
  type Option,
  optionsOf,
  parseChainQuery,
} from "./chain-list";
export type { Registry } from "./registry";
