export { type CslItem, dateInWords, dateOf } from "./references/csl";
export { isCitekey, nameInBrackets } from "./citekeys";
export type { Origin } from "./describe-source";
export { type ExportFormat, exportFormats } from "./references/export-formats";
export { exportReferences, type TextStyle, textStyles } from "./references/export-references";
export { tidyHost } from "./canonical-address";
export { type Identity, identityKey } from "./identity";
export type { Reference } from "./references/reference";
export { type MetaTag, toMetaTags } from "./references/to-meta-tags";
export {
  changesOften,
  kindWords,
  noAddressWords,
  type SourceCard,
  type SourceKind,
  sourceKinds,
  type SourceStatus,
  sourceStatuses,
  statusWords,
} from "./source";
export { SourceFilter, sortWords, sourceSorts } from "./source-filter";
export { MergeForm, ReasonForm, RenameForm, SourceForm } from "./source-form";
