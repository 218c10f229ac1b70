export { type CslItem, dateInWords, dateOf } from "./csl";
export { isCitekey } from "./citekeys";
export { type Identity, identityKey } from "./identity";
export {
  changesOften,
  kindWords,
  type SourceCard,
  type SourceKind,
  sourceKinds,
  type SourceStatus,
  sourceStatuses,
  statusWords,
} from "./source";
