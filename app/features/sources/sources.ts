export { type CslItem, dateInWords, dateOf } from "./csl";
export { isCitekey } from "./citekeys";
export type { Origin } from "./describe-source";
export { type ExportFormat, exportFormats } from "./export-formats";
export { exportReferences, type TextStyle, textStyles } from "./export-references";
export { type Identity, identityKey } from "./identity";
export type { Reference } from "./reference";
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
export { SourceFilter, sortWords, sourceSorts } from "./source-filter";
export { MergeForm, ReasonForm, RenameForm, SourceForm } from "./source-form";
