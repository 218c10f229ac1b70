export { type GroupRef, type Layer, layerNames, layers } from "./chain";
export type { Fact, KnownField, PastFact } from "./fact";
export { choicesOf, factFields, type FieldKey, findField, inSentence, isTechnical, writeDate } from "./fact-field";
export type { ChainColours } from "./chain-line";
export { coloursForm, CorrectionForm, factLimits, type NewNetwork, networkForm } from "./fact-form";
export type { EvmNode, GasToken, MeasuredChain, MeasuredGroup, OtherNode } from "./measured-chain";
export type { ChainSnapshot, Subject } from "./chain-snapshot";
export {
  answerNetworkQuery,
  type FilterName,
  type NetworkQuery,
  type NetworkRow,
  type NetworkSort,
  type Option,
  optionsOf,
  parseNetworkQuery,
} from "./network-list";
export type { Registry } from "./registry";
