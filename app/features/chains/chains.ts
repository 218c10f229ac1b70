export { type GroupRef, type Layer, layerNames, layers } from "./chain";
export type { Fact, KnownField, PastFact } from "./fact";
export {
  factFields,
  type FieldKey,
  findField,
  inSentence,
  isTechnical,
  isWebAddress,
  slugOfValue,
  stages,
  statuses,
  writeDate,
} from "./fact-field";
export { CorrectionForm, factLimits, NetworkForm } from "./fact-form";
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
